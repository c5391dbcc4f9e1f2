/* Search by passage, as it is seen: the page of results, and the first of them below the box of any other page. */
(function () {
  'use strict';
  const find = window.reader.find;
  const t = window.reader.word;
  const home = document.documentElement.dataset.content_root || './';
  const box = document.getElementById('search-box');
  if (!box || !find.search) return;
  const sigla = new Map(find.readings.map(([id, siglum, title]) => [id, { siglum: siglum, title: title }]));
  const KINDS = [['', t('All')], ['text', t('Passages')], ['term', t('Glossary')], ['name', t('Names')], ['note', t('Notes')], ['question', t('Questions')], ['exercise', t('Exercises')], ['page', t('Pages')], ['instructor', t('For the instructor')]];
  const SHOWN = 30;

  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const key of Object.keys(attributes)) element.setAttribute(key, attributes[key]);
    element.append(...children);
    return element;
  }
  const address = record => home + record.page + '#' + record.at;

  /** Return what a record is called: its place in a reading, or its title. */
  function label(record) {
    const of = record.readings.map(id => (sigla.get(id) || { siglum: id }).siglum).join(', ');
    if (record.kind === 'text') {
      const number = record.at.slice(1);
      return of + ({ p: ' ¶' + number, h: ', ' + t('heading'), b: ', ' + t('byline'), o: ', ' + t('author’s note {0}', number), r: ', ' + t('reference {0}', number) }[record.at[0]] || '');
    }
    if (record.kind === 'term') return t('Glossary') + ': ' + record.title;
    if (record.kind === 'name') return t('Who, what, where') + ': ' + record.title;
    if (record.kind === 'question') return t('Question') + ': ' + record.title + (of ? ' (' + of + ')' : '');
    return record.title + (of ? ' (' + of + ')' : '');
  }

  /** Return a text with what was found marked, cut around the place that holds most of it. */
  function snippet(record, words, length = 280) {
    const pattern = find.pattern(words), text = record.text;
    const found = pattern ? Array.from(text.matchAll(pattern), one => [one.index, one.index + one[0].length]) : [];
    let from = 0;
    if (text.length > length * 1.3 && found.length) {
      let most = -1;
      for (const [start] of found) {
        const inside = found.filter(one => one[0] >= start && one[1] <= start + length - 60);
        const worth = new Set(inside.map(one => text.slice(...one).toLowerCase())).size * 10 + inside.length;
        if (worth > most) { most = worth; from = start; }
      }
      from = Math.max(0, from - 50);
      if (from) from = text.indexOf(' ', from) + 1;
    }
    let to = text.length;
    if (to > from + length * 1.3) to = Math.max(text.lastIndexOf(' ', from + length), from + length / 2);
    const line = make('p', {}, from ? '… ' : '');
    let at = from;
    for (const [start, end] of found) {
      if (start < at || end > to) continue;
      line.append(text.slice(at, start), make('mark', {}, text.slice(start, end)));
      at = end;
    }
    line.append(text.slice(at, to), to < text.length ? ' …' : '');
    return line;
  }

  function result(record, words, more = '', length = 280) {
    const link = make('a', { href: address(record) }, label(record));
    const keep = () => find.remember(link.href, words);
    link.addEventListener('click', keep);
    link.addEventListener('auxclick', keep);
    const head = make('div', { class: 'result-head' }, link);
    const section = more || (record.kind === 'text' ? record.title : '');
    if (section) head.append(make('span', { class: 'result-section' }, section));
    return make('li', { class: 'result', 'data-kind': record.kind }, head, snippet(record, words, length));
  }

  const listed = names => names.slice(0, 6).join(', ');
  /** Yield lines that say what else was searched for, and why. */
  function* reasons(found) {
    const elsewhere = found.hits.length ? found.missing.filter(word => !found.also.some(one => one.why === 'spelling' && one.word === word)) : [];
    if (elsewhere.length) yield make('p', {}, t('Not found: {0}.', elsewhere.map(word => '“' + word + '”').join(', ')));
    for (const one of found.also) {
      if (one.why === 'spelling') yield make('p', {}, one.there ? t('Also searched for: {0} (spelled like “{1}”).', listed(one.names), one.word) : t('“{0}” does not stand here. Searched for: {1}.', one.word, listed(one.names)));
      const link = one.at && make('a', { href: home + place(one.at) }, one.headword);
      if (one.why === 'glossary') yield make('p', {}, ...around(t('Also searched for: {0} (glossary: {1}).', listed(one.names)), link));
      if (one.why === 'name') yield make('p', {}, ...around(t('Also searched for: {0} (index of names: {1}).', listed(one.names)), link));
    }
    const synonyms = found.also.filter(one => one.why === 'synonym').map(one => t('{0} (like “{1}”)', listed(one.names), one.word));
    if (synonyms.length) yield make('p', {}, t('Also searched for synonyms: {0}.', synonyms.join('; ')));
  }
  const place = at => { const one = find.record(at); return one ? one.page + '#' + at : '#'; };
  /** Return a sentence with a link in the place that it leaves open. */
  const around = (sentence, link) => { const [before, after] = sentence.split(/\{\d\}/); return [before, link, after || '']; };

  /** Return in words how much was found. */
  function summary(found, hits) {
    if (found.common) return t('These words stand nearly everywhere. Add another, or put them in quotation marks.');
    const passages = hits.filter(one => one.record.kind === 'text').length, others = hits.length - passages;
    if (!hits.length) return t('Nothing found.');
    const inside = passages === 1 ? t('1 passage in the readings') : t('{0} passages in the readings', passages);
    return inside + (others ? t(', {0} in notes, glossary and other pages', others) : '') + '.';
  }

  /** Let the arrow keys walk from the box through links, and back. */
  function walk(area) {
    const links = () => Array.from(area().querySelectorAll('li a'));
    document.addEventListener('keydown', event => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      const all = links(), at = all.indexOf(document.activeElement);
      if (at < 0 && (document.activeElement !== box || event.key === 'ArrowUp')) return;
      if (!all.length) return;
      event.preventDefault();
      const next = event.key === 'ArrowDown' ? all[at + 1] : at ? all[at - 1] : box;
      if (next) next.focus();
    });
  }
  let timer = 0;
  const soon = what => { clearTimeout(timer); timer = setTimeout(what, 140); };

  // ---- the page of results

  function page(area) {
    const count = document.getElementById('search-count');
    const beside = document.getElementById('search-also');
    const filters = document.getElementById('search-filters');
    const reading = document.getElementById('search-reading');
    const kinds = document.getElementById('search-kinds');
    const asked = new URLSearchParams(location.search);
    let kind = asked.get('kind') || '', only = asked.get('reading') || '', all = false, found = null;

    const fits = (one, ofKind, ofReading) => (!ofKind || one.record.kind === ofKind) && (!ofReading || one.record.readings.includes(ofReading));

    function controls() {
      const focused = document.activeElement && document.activeElement.id;
      const counted = KINDS.map(([value, name]) => [value, name, found.hits.filter(one => fits(one, value, only)).length]);
      kinds.replaceChildren(...counted.filter(one => one[2] || one[0] === kind || !one[0]).map(([value, name, number]) => {
        const input = make('input', { type: 'radio', name: 'kind', value: value, id: 'search-kind-' + value });
        input.checked = value === kind;
        return make('label', {}, input, name + ' ', make('span', { class: 'number' }, String(number)));
      }));
      const options = [['', t('All readings')], ...find.readings.map(([id, siglum, title]) => [id, siglum + ': ' + title])];
      reading.replaceChildren(...options.map(([value, name]) => {
        const option = make('option', { value: value }, name + ' (' + found.hits.filter(one => fits(one, kind, value)).length + ')');
        option.selected = value === only;
        return option;
      }));
      if (focused && focused.startsWith('search-kind-')) document.getElementById(focused).focus();
    }

    function draw() {
      const query = box.value.trim();
      area.replaceChildren();
      beside.replaceChildren();
      filters.hidden = !query || !found.hits.length;
      if (!query) { count.textContent = ''; return; }
      controls();
      const hits = found.hits.filter(one => fits(one, kind, only));
      count.textContent = summary(found, hits);
      beside.append(...reasons(found));
      if (found.term && !kind && !only) {
        const term = found.term;
        beside.append(make('div', { class: 'search-term' }, make('a', { href: address(term) }, term.title), make('p', {}, (term.text.match(/^.+?[.!?](?=\s|$)/) || [term.text])[0])));
      }
      if (found.name && !kind && !only) {
        const link = make('a', { href: address(found.name) }, found.name.title);
        beside.append(make('p', { class: 'search-name' }, ...around(t('Every paragraph that names it: {0}.'), link)));
      }
      if (!hits.length && !found.common) beside.append(help());
      const list = make('ol', {});
      for (const one of all ? hits : hits.slice(0, SHOWN)) list.append(result(one.record, found.words(one.record)));
      if (!kind || kind === 'text') {
        for (const one of found.near) if (fits(one, kind, only)) list.append(result(one.record, found.words(one.record), t('beside {0}', label(one.beside))));
      }
      if (list.children.length) area.append(list);
      if (!all && hits.length > SHOWN) {
        const more = make('button', { type: 'button', class: 'tool more' }, t('Show all {0}', hits.length));
        more.addEventListener('click', () => { all = true; draw(); area.querySelectorAll('li a')[SHOWN].focus(); });
        area.append(more);
      }
    }

    /** Return what may help where nothing was found. */
    function help() {
      const tips = make('ul', {});
      for (const word of found.suggestions) {
        const link = make('a', { href: '?q=' + encodeURIComponent(word) }, word);
        tips.append(make('li', { class: 'suggestion' }, ...around(t('Did you mean {0}?'), link)));
      }
      if (kind || only) tips.append(make('li', {}, t('Look in all readings and all kinds.')));
      tips.append(make('li', {}, t('Use fewer words, or other words for the same thing.')), make('li', {}, t('Words in quotation marks are found only exactly so.')));
      return make('div', { class: 'search-help' }, tips);
    }

    function run(typing) {
      const query = box.value.trim();
      found = find.search(box.value, typing);
      all = false;
      draw();
      const address = new URLSearchParams();
      if (query) address.set('q', query);
      if (kind) address.set('kind', kind);
      if (only) address.set('reading', only);
      try { history.replaceState(null, '', '?' + address); } catch (error) { /* the address stays */ }
      document.title = (query ? query + ' – ' : '') + title;
    }

    const title = document.title;
    box.value = asked.get('q') || '';
    box.addEventListener('input', () => soon(() => run(true)));
    box.form.addEventListener('submit', event => { event.preventDefault(); clearTimeout(timer); run(true); });
    filters.addEventListener('submit', event => event.preventDefault());
    filters.addEventListener('change', event => {
      if (event.target === reading) only = reading.value; else kind = event.target.value;
      run(true);
    });
    walk(() => area);
    document.addEventListener('keydown', event => { if (event.key === 'Escape' && area.contains(document.activeElement)) box.focus(); });
    if (box.value) run(true); else box.focus();
  }

  // ---- below the box of any other page

  function below() {
    const panel = make('div', { class: 'search-found', id: 'search-found', hidden: '' });
    const count = make('p', { role: 'status' });
    const list = make('ol', {});
    panel.append(count, list);
    box.form.append(panel);
    const close = () => { clearTimeout(timer); panel.hidden = true; };
    function run() {
      const query = box.value.trim();
      if (!query) { close(); return; }
      const found = find.search(box.value);
      count.textContent = summary(found, found.hits);
      list.replaceChildren(...found.hits.slice(0, 6).map(one => result(one.record, found.words(one.record), '', 140)));
      const all = make('a', { href: box.form.action + '?q=' + encodeURIComponent(query) }, found.hits.length > 6 ? t('All {0} results', found.hits.length) : t('Search page'));
      list.append(make('li', { class: 'all' }, all));
      panel.hidden = false;
    }
    box.addEventListener('input', () => soon(run));
    box.addEventListener('focus', () => { if (box.value.trim() && panel.hidden) run(); });
    box.form.addEventListener('focusout', event => { if (event.relatedTarget && !box.form.contains(event.relatedTarget)) close(); });
    document.addEventListener('pointerdown', event => { if (!box.form.contains(event.target)) close(); });
    panel.addEventListener('click', event => { if (event.target.closest('a')) close(); });
    box.form.addEventListener('keydown', event => {
      if (event.key !== 'Escape' || panel.hidden) return;
      event.preventDefault();
      box.focus();
      close();
    });
    walk(() => panel);
    if (box.value.trim()) run();
  }

  const area = document.getElementById('search-results');
  if (area) page(area); else below();
})();
