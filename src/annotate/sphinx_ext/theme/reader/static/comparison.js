/* The comparison: rows sorted and filtered. Without this script all of them stand there, topic by topic. */
(function () {
  'use strict';
  const tables = Array.from(document.querySelectorAll('table.across')).filter(one => one.querySelector('.stance'));
  if (!tables.length) return;
  const t = window.reader.word;

  const SPEAKS = ['asserts', 'contradicts', 'qualifies'];
  const stanceOf = cell => (Array.from(cell.classList).find(one => one.startsWith('stance-')) || '').slice(7);
  const sectionOf = table => table.closest('section') || table;
  const headOf = table => table.getAttribute('aria-label') || '';

  const rows = tables.flatMap(table => Array.from(table.tBodies[0].rows).map(element => {
    const cells = Array.from(element.cells).slice(1).map(cell => ({
      reading: cell.querySelector('.across-label').textContent,
      stance: stanceOf(cell),
      counts: !cell.classList.contains('dependent'),
    }));
    const count = stance => cells.filter(cell => cell.stance === stance && cell.counts).length;
    return {
      element, table, cells, topic: headOf(table),
      asserts: count('asserts'),
      differs: 100 * count('contradicts') + 10 * element.classList.contains('differs') + count('qualifies'),
    };
  }));
  const readings = rows[0].cells.map(cell => cell.reading);
  const stances = new Map();
  for (const cell of document.querySelectorAll('.across td .stance')) {
    stances.set(stanceOf(cell.closest('td')), cell.textContent);
  }
  const ORDER = [...SPEAKS, 'silent', 'written-before', 'date-unknown'].filter(one => stances.has(one));

  // ---- the controls ---------------------------------------------------------------------------

  const make = (name, words) => { const one = document.createElement(name); if (words) one.textContent = words; return one; };
  const tools = make('form');
  tools.className = 'across-tools';
  tools.setAttribute('aria-label', t('Sort and filter'));
  function choice(id, label, options) {
    const holder = make('p'), name = make('label', label), field = make('select');
    name.htmlFor = field.id = `across-${id}`;
    for (const [value, words] of options) field.append(new Option(words, value));
    holder.append(name, field);
    tools.append(holder);
    field.addEventListener('change', show);
    return field;
  }
  const sort = choice('sort', t('Sort'), [['', t('by topic')], ['asserts', t('by number of texts that assert')], ['differs', t('by disagreement')]]);
  const topic = choice('topic', t('Topic'), [['', t('all')], ...tables.map(table => [headOf(table), headOf(table)])]);
  const reading = choice('text', t('Text'), [['', t('any')], ...readings.map(one => [one, one])]);
  const stance = choice('stance', t('Stance'), [['', t('any')], ...ORDER.map(one => [one, stances.get(one)])]);
  const reset = make('button', t('Show all'));
  reset.type = 'button';
  const status = make('span');
  status.setAttribute('role', 'status');
  tools.append(reset, status);
  tools.addEventListener('submit', event => event.preventDefault());
  reset.addEventListener('click', () => { tools.reset(); show(); });
  sectionOf(tables[0]).before(tools);
  // A way past the introduction, and to each topic.
  const nav = make('nav'), jumps = make('details'), title = document.querySelector('article h1');
  nav.className = 'across-jumps';
  nav.setAttribute('aria-label', t('Topics'));
  jumps.append(make('summary', t('Topics')));
  nav.append(jumps);
  for (const table of tables) {
    const link = make('a', headOf(table));
    link.href = '#' + sectionOf(table).id;
    jumps.append(link);
  }
  if (title) title.after(nav);

  // ---- one table for all, when the order is not that of the topics ------------------------------

  const whole = tables[0].cloneNode(true);
  whole.tBodies[0].replaceChildren();
  whole.setAttribute('aria-label', t('All statements'));
  for (const one of [whole, ...whole.querySelectorAll('[id]')]) one.removeAttribute('id');
  whole.hidden = true;
  tools.after(whole);

  /** A text alone asks for the rows on which it speaks. */
  function fits(row) {
    if (topic.value && row.topic !== topic.value) return false;
    const wanted = stance.value ? [stance.value] : SPEAKS;
    if (!stance.value && !reading.value) return true;
    return row.cells.some(cell => (!reading.value || cell.reading === reading.value) && wanted.includes(cell.stance));
  }

  function show() {
    const by = sort.value;
    const order = by ? rows.slice().sort((a, b) => b[by] - a[by]) : rows;
    for (const row of order) {
      (by ? whole : row.table).tBodies[0].append(row.element);
      row.element.hidden = !fits(row);
      const head = row.element.cells[0], old = head.querySelector('.row-topic');
      if (old) old.remove();
      if (by) {
        const words = make('span', row.topic);
        words.className = 'row-topic';
        head.prepend(words);
      }
    }
    whole.hidden = !by;
    for (const table of tables) sectionOf(table).hidden = Boolean(by) || Array.from(table.tBodies[0].rows).every(row => row.hidden);
    const shown = rows.filter(row => !row.element.hidden).length;
    status.textContent = shown === rows.length ? t('All {0} statements.', rows.length) : t('{0} of {1} statements.', shown, rows.length);
  }
  show();

  /** A link to a row, or to a topic, finds it whatever is chosen. */
  window.addEventListener('hashchange', () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest('[hidden]')) { tools.reset(); show(); target.scrollIntoView(); }
  });
})();
