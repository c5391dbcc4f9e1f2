/* Exercises answered in the page: controls in place of plain words, a check for practice items by the
   data in the page, answers kept on this device, and all of them as plain text. */
(function () {
  'use strict';
  const tasks = Array.from(document.querySelectorAll('section.item > .item-task'));
  if (!tasks.length) return;
  const t = window.reader.word;
  const block = document.getElementById('practice-data');
  const data = block ? JSON.parse(block.textContent) : {};

  // ---- grading: the same rules as those by which the keys were proved -------------------------

  const BLANKS = '[\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+';
  const NUMBER = /^(?:[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+]?\d+(?:\.\d+)?)$/;
  const ALIKE = { '’': "'", '‘': "'", '“': '"', '”': '"', '–': '-', '‑': '-' };
  const strip = words => words.replace(new RegExp('^' + BLANKS + '|' + BLANKS + '$', 'g'), '');
  const fold = words => strip(words.replace(new RegExp(BLANKS, 'g'), ' '));
  /** Letters without case, full foldings as ß and ss included; a dotless ı is a letter of its own. */
  const caseless = words => words.replace(/[^ı]/gu, one => one.toLowerCase().toUpperCase().toLowerCase());
  const plain = words => caseless(fold(words).replace(/[’‘“”–‑]/g, one => ALIKE[one])).replace(/\.+$/, '');

  /** Compare decimals exactly, as whole numbers of the smallest unit among them. */
  function near(one, other, tolerance) {
    const written = [one, other, tolerance].map(each => each.replace(/,/g, '').replace('+', ''));
    const places = Math.max(...written.map(each => (each.split('.')[1] || '').length));
    const [a, b, most] = written.map(each => {
      const [whole, rest] = each.split('.');
      return BigInt(whole + (rest || '').padEnd(places, '0'));
    });
    return (a > b ? a - b : b - a) <= most;
  }

  const listed = response => (Array.isArray(response) ? response : [response]);
  /** Options, each known and once, or null. */
  const known = (response, { options }) => {
    const some = listed(response);
    return some.length && some.every(one => options.includes(one)) && new Set(some).size === some.length ? some : null;
  };
  const bySum = (given, key) => {
    const right = given.filter(one => key.includes(one)).length;
    return { alike: right === key.length && given.length === key.length, net: (right - (given.length - right)) / key.length };
  };
  const byPlace = (given, key, same) => {
    const right = key.filter((one, at) => same(given[at], one, at)).length;
    return { score: right / key.length, right, of: key.length };
  };
  const rows = {
    parse: (response, form) => (listed(response).length === form.rows.length && listed(response).every(one => form.options.includes(one)) ? listed(response) : null),
    grade: (given, { key }) => byPlace(given, key, (one, other) => one === other),
    unread: t('Choose one answer in every row.')
  };

  /** For each type: a response made readable or null, and the share of the points that it earns. */
  const rules = {
    choice: {
      parse: (response, form) => { const some = known(response, form); return some && (some.length === 1 || form.several) ? some : null; },
      grade: (given, { key }) => { const { alike, net } = bySum(given, key); return { score: alike ? 1 : Math.max(0, net) }; },
      unread: t('Choose an answer first.')
    },
    true_false: {
      parse: response => (response === 'true' || response === 'false' ? response : null),
      grade: (given, { key }) => ({ score: given === key ? 1 : 0 }),
      unread: t('Choose true or false first.')
    },
    text_entry: {
      parse: (response, form) => (listed(response).length === form.gaps && listed(response).every(one => strip(one)) ? listed(response).map(fold) : null),
      grade: (given, { key, accept }) => byPlace(given, key, (one, other, at) => [other, ...(accept && accept[at] || [])].some(each => plain(each) === plain(one))),
      unread: t('Fill in every gap.')
    },
    numeric: {
      parse: response => (typeof response === 'string' && NUMBER.test(strip(response)) ? strip(response) : null),
      grade: (given, { key, tolerance }) => ({ score: near(given, key, tolerance) ? 1 : 0 }),
      unread: t('Give one number in figures, as 72.5 or 1,160.')
    },
    order: {
      parse: (response, form) => { const some = known(response, form); return some && some.length === form.options.length ? some : null; },
      grade: (given, { key }) => {
        const good = given.slice(1).filter((one, at) => key.indexOf(given[at]) < key.indexOf(one)).length;
        return { score: given.join() === key.join() ? 1 : Math.min(good / (key.length - 1), 0.99) };
      },
      unread: t('Put all of them in order.')
    },
    match: rows,
    grid: rows,
    hottext: {
      parse: known,
      grade: (given, { key }) => { const { alike, net } = bySum(given, key); return { score: alike ? 1 : Math.max(0, Math.min(0.99, net)) }; },
      unread: t('Pick at least one phrase.')
    }
  };

  /** Return {state, score, reason ...} of a response to a practice item: right, wrong or unread. */
  function grade(item, response) {
    const rule = rules[item.type];
    const given = rule.parse(response, item.form);
    if (given === null) return { state: 'unread', score: 0, reason: rule.unread };
    const found = rule.grade(given, item.data);
    if (found.score === 1) return { state: 'right', score: 1 };
    const mistake = item.data.mistakes.find(([one]) => rule.grade(given, { key: one, tolerance: item.data.tolerance }).score === 1);
    return { state: 'wrong', reason: mistake ? mistake[1] : '', ...found };
  }

  // ---- controls: each type gives read(), write(response) and words() ---------------------------

  const make = (tag, attributes = {}, ...inside) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...inside);
    return element;
  };
  const hidden = words => make('span', { class: 'visually-hidden' }, words);
  const group = (legend, ...inside) => make('fieldset', {}, make('legend', {}, legend), ...inside);
  const textOf = entry => entry.textContent.replace(/\s+/g, ' ').trim();
  const entriesOf = list => Array.from(list.children, entry => ({ entry, words: textOf(entry), name: textOf(entry.querySelector('strong')) }));

  /** Put a control into a label with all that a list's entry says. */
  function labelled(entry, control) {
    const line = entry.querySelector('p') || entry;
    line.replaceChildren(make('label', {}, control, make('span', {}, ...line.childNodes)));
  }

  /** Radio buttons or boxes by value; `response` is a list of values. */
  const boxes = inputs => ({
    read: () => inputs.filter(one => one.checked).map(one => one.value),
    write: response => { for (const one of inputs) one.checked = response.includes(one.value); }
  });
  const radios = (name, pairs) => {
    const inputs = pairs.map(([value]) => make('input', { type: 'radio', name, value }));
    const row = make('div', { class: 'answers' }, ...pairs.map(([, words], at) => make('label', {}, inputs[at], make('span', {}, words))));
    return { row, ...boxes(inputs) };
  };

  const build = {
    choice(item) {
      const list = item.task.querySelector('ul');
      const entries = entriesOf(list);
      const inputs = entries.map(({ entry, name }) => {
        const input = make('input', { type: item.form.several ? 'checkbox' : 'radio', name: item.id, value: name });
        labelled(entry, input);
        return input;
      });
      const set = group(hidden(t('Answer to exercise {0}', item.number)));
      list.before(set);
      set.append(list);
      list.classList.add('answer-list');
      return { ...boxes(inputs), words: response => response.map(name => entries.find(one => one.name === name).words).join('; ') };
    },
    true_false(item) {
      const { row, read, write } = radios(item.id, [['true', t('True')], ['false', t('False')]]);
      item.task.append(group(hidden(t('Answer to exercise {0}', item.number)), row));
      return { read: () => read()[0] || '', write: response => write([response]), words: response => response };
    },
    text_entry(item) {
      const inputs = [];
      item.task.normalize();
      const walker = document.createTreeWalker(item.task, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode()) texts.push(walker.currentNode);
      for (const text of texts) {
        const parts = text.data.split('____');
        const inside = [parts[0]];
        for (const part of parts.slice(1)) {
          const input = make('input', { type: 'text', 'aria-label': t('Gap {0} of exercise {1}', inputs.length + 1, item.number), autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false' });
          inputs.push(input);
          inside.push(input, part);
        }
        if (parts.length > 1) text.replaceWith(...inside);
      }
      return {
        read: () => inputs.map(one => one.value),
        write: response => inputs.forEach((one, at) => { one.value = response[at] || ''; }),
        words: response => response.map(one => one.trim() || '–').join('; ')
      };
    },
    numeric(item) {
      const input = make('input', { type: 'text', inputmode: 'decimal', autocomplete: 'off', size: '12' });
      item.task.append(make('p', {}, make('label', { class: 'field' }, t('Answer to exercise {0}', item.number) + ' ', input, item.form.unit ? ' ' + item.form.unit : '')));
      return { read: () => input.value, write: response => { input.value = response; }, words: response => (response.trim() + ' ' + (item.form.unit || '')).trim() };
    },
    order(item) {
      const plainList = item.task.querySelector('ul');
      const list = make('ol', { class: 'answer-list', 'aria-label': t('Your order for exercise {0}', item.number) }, ...plainList.childNodes);
      plainList.replaceWith(list);
      let touched = false;
      const first = Array.from(list.children);
      const names = new Map(entriesOf(list).map(({ entry, name }) => [entry, name]));
      const settle = () => {
        for (const entry of list.children) {
          entry.querySelector('[data-to="up"]').setAttribute('aria-disabled', String(!entry.previousElementSibling));
          entry.querySelector('[data-to="down"]').setAttribute('aria-disabled', String(!entry.nextElementSibling));
        }
      };
      for (const entry of first) {
        const button = (to, sign) => make('button', { type: 'button', 'data-to': to, 'aria-label': to === 'up' ? t('Move {0} up', names.get(entry)) : t('Move {0} down', names.get(entry)) }, sign);
        const pair = make('span', { class: 'moves' }, button('up', '↑'), button('down', '↓'));
        const line = entry.querySelector('p') || entry;
        line.replaceChildren(pair, make('span', {}, ...line.childNodes));
      }
      list.addEventListener('click', event => {
        const button = event.target.closest('[data-to]');
        if (!button || button.getAttribute('aria-disabled') === 'true') return;
        const entry = button.closest('li');
        // The neighbour is moved, so that the focus stays where it is.
        if (button.dataset.to === 'up') entry.after(entry.previousElementSibling); else entry.before(entry.nextElementSibling);
        touched = true;
        settle();
        tell(t('{0} is now number {1} of {2}', names.get(entry), 1 + Array.from(list.children).indexOf(entry), first.length));
        item.changed();
      });
      settle();
      return {
        read: () => Array.from(list.children, entry => names.get(entry)),
        write: response => {
          touched = response.length > 0;
          list.append(...(touched ? response.map(name => first.find(entry => names.get(entry) === name)) : first));
          settle();
        },
        blank: () => !touched,
        check: () => { touched = true; },
        words: response => response.join(', ')
      };
    },
    match(item) {
      const [left, right] = item.task.querySelectorAll('ul');
      const options = entriesOf(right);
      left.classList.add('answer-list');
      const selects = entriesOf(left).map(({ entry, name }) => {
        const select = make('select', { 'aria-label': t('Match for {0} in exercise {1}', name, item.number) }, make('option', { value: '' }, '–'));
        for (const one of options) select.append(make('option', { value: one.name }, one.words));
        (entry.querySelector('p') || entry).append(' ', select);
        return select;
      });
      return {
        read: () => selects.map(one => one.value),
        write: response => selects.forEach((one, at) => { one.value = response[at] || ''; }),
        words: response => response.map((one, at) => item.form.rows[at] + ' ' + (one || '–')).join('; ')
      };
    },
    hottext(item) {
      const list = item.task.querySelector('ul');
      list.classList.add('answer-list', 'phrases');
      const entries = entriesOf(list);
      const buttons = entries.map(({ entry }) => {
        const line = entry.querySelector('p') || entry;
        const button = make('button', { type: 'button', 'aria-pressed': 'false' }, ...line.childNodes);
        line.replaceChildren(button);
        button.addEventListener('click', () => { button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true')); item.changed(); });
        return button;
      });
      list.setAttribute('aria-label', t('Phrases to pick in exercise {0}', item.number));
      return {
        read: () => entries.filter((one, at) => buttons[at].getAttribute('aria-pressed') === 'true').map(one => one.name),
        write: response => buttons.forEach((one, at) => { one.setAttribute('aria-pressed', String(response.includes(entries[at].name))); }),
        words: response => response.map(name => entries.find(one => one.name === name).words).join('; ')
      };
    },
    grid(item) {
      const made = item.form.rows.map((row, at) => {
        const one = radios(item.id + ' ' + at, item.form.options.map(value => [value, value.replace(/-/g, ' ')]));
        const set = group(row, one.row);
        set.classList.add('grid-row');
        item.task.append(set);
        return one;
      });
      return {
        read: () => made.map(one => one.read()[0] || ''),
        write: response => made.forEach((one, at) => one.write([response[at]])),
        words: response => response.map((one, at) => item.form.rows[at] + ': ' + (one.replace(/-/g, ' ') || '–')).join('; ')
      };
    },
    text(item) {
      const area = make('textarea', { rows: item.type === 'extended_text' ? '8' : '3' });
      item.task.append(make('label', { class: 'field' }, t('Your answer to exercise {0}', item.number), area));
      return { read: () => area.value, write: response => { area.value = response; }, words: response => response.trim() };
    }
  };

  // ---- answers are kept on this device ---------------------------------------------------------

  const shelf = 'reader-answers ' + document.querySelector('.home').href.split('#')[0];
  const stored = () => {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(shelf)); } catch (error) { /* no storage here, or not ours */ }
    return kept && typeof kept === 'object' && !Array.isArray(kept) ? kept : {};
  };
  /** A number that changes with the words of an item: an answer to other words is not shown again. */
  const mark = words => Array.from(words).reduce((sum, one) => (sum * 31 + one.codePointAt(0)) | 0, 7);
  function keep(item) {
    const answers = stored();
    if (blank(item)) delete answers[item.id]; else answers[item.id] = { to: item.mark, answer: item.control.read() };
    try {
      if (Object.keys(answers).length) localStorage.setItem(shelf, JSON.stringify(answers)); else localStorage.removeItem(shelf);
    } catch (error) { /* kept for this page only */ }
  }
  const blank = item => (item.control.blank ? item.control.blank() : listed(item.control.read()).every(one => !one.trim()));

  // ---- an item in the page ---------------------------------------------------------------------

  const news = make('div', { class: 'visually-hidden', role: 'status' });
  /** Say something to those who do not see the page. */
  const tell = words => news.replaceChildren(make('p', {}, words));

  function answerable(task) {
    const section = task.parentElement;
    const item = { id: section.id.replace(/^item-/, ''), number: section.dataset.number, type: section.dataset.type, form: JSON.parse(task.dataset.controls), task };
    item.data = Object.hasOwn(data, item.id) ? data[item.id] : null;
    item.mark = mark(Array.from(section.querySelectorAll(':scope > :not(details)'), textOf).join());
    const form = make('form', { class: 'practice', autocomplete: 'off', 'aria-label': t('Exercise {0}', item.number) });
    task.before(form);
    form.append(task);
    item.changed = () => { keep(item); item.said.replaceChildren(); item.said.className = 'feedback'; };
    item.said = make('div', { class: 'feedback', role: 'status' });
    item.control = (build[item.type] || build.text)(item);
    form.addEventListener('input', item.changed);
    form.addEventListener('submit', event => { event.preventDefault(); if (item.data) check(item); });
    if (item.data) addCheck(item, form);
    const kept = stored()[item.id];
    if (kept && kept.to === item.mark && typeof kept.answer === typeof item.control.read()) item.control.write(kept.answer);
    return item;
  }

  function addCheck(item, form) {
    item.again = make('button', { type: 'button', hidden: '' }, t('Try again'));
    item.again.addEventListener('click', () => {
      item.control.write(Array.isArray(item.control.read()) ? [] : '');
      item.changed();
      item.again.hidden = true;
      form.querySelector('input, select, textarea, button').focus();
    });
    form.append(make('div', { class: 'practice-tools' }, make('button', { type: 'submit' }, t('Check')), item.again), item.said);
  }

  const VERDICTS = { right: '✓ ' + t('Right.'), wrong: '✗ ' + t('Not yet.'), unread: '? ' + t('This cannot be read as an answer.') };
  function check(item) {
    if (item.control.check) { item.control.check(); keep(item); }
    const found = grade(item, item.control.read());
    const words = [VERDICTS[found.state]];
    if (found.state === 'wrong' && found.of > 1) words.push(t('{0} of {1} are right.', found.right, found.of));
    if (found.reason) words.push(found.reason);
    item.said.className = 'feedback ' + found.state;
    item.said.replaceChildren(make('p', {}, words.join(' ')));
    item.again.hidden = false;
  }

  const items = tasks.map(answerable);

  // ---- all answers as plain text ---------------------------------------------------------------

  function asText() {
    const given = items.filter(item => !blank(item));
    const without = items.filter(blank).map(item => item.number);
    const lines = given.map(item => item.number + '. ' + item.control.words(item.control.read()).replace(/\n/g, '\n   '));
    if (without.length) lines.push('', t('Not answered: {0}', without.join(', ')));
    return [textOf(document.querySelector('article h1')).replace(/[#¶]$/, ''), '', ...lines, ''].join('\n');
  }

  const bar = make('div', { class: 'practice-tools answers-tools' });
  const copy = make('button', { type: 'button' }, t('Copy my answers'));
  bar.append(copy, make('p', {}, t('What you answer here is kept on this device only.')), news);
  const heading = document.querySelector('article h1');
  const lead = heading.nextElementSibling && heading.nextElementSibling.matches('p') ? heading.nextElementSibling : heading;
  lead.after(bar);

  /** Where nothing may be copied, the words are shown, selected. */
  function show(words) {
    const area = bar.querySelector('textarea') || make('textarea', { readonly: '', rows: '8', 'aria-label': t('My answers') });
    area.value = words;
    bar.append(area);
    area.select();
  }
  copy.addEventListener('click', () => {
    const words = asText();
    const done = () => { copy.textContent = t('Copied'); tell(t('Answers copied')); setTimeout(() => { copy.textContent = t('Copy my answers'); }, 2500); };
    if (!navigator.clipboard) { show(words); return; }
    navigator.clipboard.writeText(words).then(done, () => show(words));
  });

  window.reader.practice = { grade: (id, response) => grade(items.find(item => item.id === id), response), asText };
})();
