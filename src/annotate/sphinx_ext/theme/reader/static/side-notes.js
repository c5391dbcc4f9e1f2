/* Notes beside their line: the notes at the end, moved. Where many stand close together they share the
   room above and below their lines; one is cropped only where the column would run too far from the text. */
(function () {
  'use strict';
  const article = document.querySelector('article');
  const notes = article ? Array.from(article.querySelectorAll('aside.footnote')) : [];
  if (!notes.length) return;
  const root = document.documentElement;
  const t = window.reader.word;
  const GAP = 12;
  const SHORT = [[7, 1], [4, 1], [3, 1.5], [2, 2]]; // lines that a cropped note keeps, and how far it must be from its line for that
  const marks = new Map(notes.map(note => [note, Array.from(article.querySelectorAll('a[role="doc-noteref"]')).filter(mark => mark.getAttribute('href') === '#' + note.id)]));
  const more = new Map();
  let ended = false; // by following a link to the notes, for this visit

  // The heading of notes that have moved stays, and shows them below it when it is asked to.
  const ends = Array.from(new Set(notes.map(note => note.parentElement))).filter(section => section.matches('section') && Array.from(section.children).every(part => part.matches('h2, aside')));
  const ways = ends.map(section => {
    const way = made('where-notes', () => { ended = !ended; shut(); lay(); section.scrollIntoView(); });
    section.querySelector('h2').after(way);
    return way;
  });
  function made(name, does) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = name + ' apparatus';
    button.addEventListener('click', does);
    return button;
  }

  const able = () => window.reader.columns() > 1 && root.dataset.notes !== 'end' && !root.classList.contains('text-only');
  const on = () => able() && !ended;

  /** Where a mark is, in pixels below the article's head; a closed omission stands for its marks. */
  function height(mark, top) {
    const shown = mark && (mark.getClientRects().length ? mark : mark.closest('details'));
    return shown ? shown.getBoundingClientRect().top - top : 0;
  }

  /** Where notes of these heights stand, in order and apart, as near to their lines as all of them can; and which of them touch. */
  function stand(wanted, room, most) {
    let before = 0;
    const offsets = room.map(one => { const here = before; before += one + GAP; return here; });
    const pools = [];
    wanted.forEach((wish, index) => {
      let pool = { sum: wish - offsets[index], count: 1 };
      for (let last = pools[pools.length - 1]; last && last.sum / last.count >= pool.sum / pool.count; last = pools[pools.length - 1]) {
        pool = { sum: last.sum + pool.sum, count: last.count + pool.count };
        pools.pop();
      }
      pools.push(pool);
    });
    const last = Math.max(0, most - before);
    const of = pools.flatMap(pool => Array(pool.count).fill(pool));
    return [of.map(({ sum, count }, index) => Math.min(last, Math.max(0, sum / count)) + offsets[index]), of];
  }

  function lay() {
    const beside = on();
    article.classList.toggle('side-notes', beside);
    for (const button of ways) {
      button.hidden = !able();
      button.textContent = t(beside ? 'Show the notes here' : 'Show the notes beside the text');
    }
    for (const button of more.values()) button.hidden = true;
    if (!beside) { article.style.minHeight = ''; return; }
    for (const note of notes) { note.style.removeProperty('--room'); note.classList.remove('cropped'); }
    const top = article.getBoundingClientRect().top;
    const wanted = notes.map(note => Math.max(0, height(marks.get(note)[0], top) - 2));
    const whole = notes.map(note => note.offsetHeight);
    const lines = notes.map(note => feet(note));
    const room = whole.slice();
    const line = parseFloat(getComputedStyle(notes[0]).lineHeight);
    // The more notes there are for the text, the less is gained by moving them far.
    const far = innerHeight * Math.min(.2, Math.max(.08, .2 * ((Math.max(...wanted) - Math.min(...wanted) + 300) / whole.reduce((sum, one) => sum + one + GAP, 0)) ** 2));
    let places, of;
    for (;;) {
      [places, of] = stand(wanted, room, article.clientHeight);
      const away = places.map((at, index) => at - wanted[index]);
      const worst = away.reduce((most, one, index) => (Math.abs(one) > Math.abs(away[most]) ? index : most), 0);
      if (Math.abs(away[worst]) <= far) break;
      const tall = room.reduce((most, one, index) => (of[index] === of[worst] && (worst - index) * away[worst] >= 0 && one > room[most] ? index : most), worst);
      const [count, least] = SHORT.find(([count]) => (count + 1.6) * line < room[tall]) || [0, Infinity];
      const size = (count + .6) * line;
      if (Math.abs(away[worst]) <= far * least) break;
      room[tall] = Math.max(line, ...lines[tall].filter(foot => foot <= size)) + 3;
    }
    notes.forEach((note, index) => {
      note.style.setProperty('--top', places[index] + 'px');
      note.style.setProperty('--room', room[index] + 'px');
      const cropped = room[index] < whole[index] - 1;
      note.classList.toggle('cropped', cropped);
      if (cropped) button(note).hidden = false;
    });
    article.style.minHeight = places[notes.length - 1] + room[notes.length - 1] + 'px';
  }

  /** The feet of a note's lines, in pixels below its head. */
  function feet(note) {
    const range = document.createRange();
    range.selectNodeContents(note);
    const top = note.getBoundingClientRect().top;
    return Array.from(range.getClientRects(), line => line.bottom - top);
  }

  /** The button of a cropped note. */
  function button(note) {
    if (!more.has(note)) {
      more.set(note, made('more', () => { if (opened === note && pinned) shut(); else open(note, null, true); }));
      note.append(more.get(note));
      name(note);
    }
    return more.get(note);
  }
  function name(note) {
    const way = more.get(note), isOpen = opened === note;
    if (!way) return;
    way.textContent = t(isOpen ? 'less' : 'more');
    way.setAttribute('aria-label', `${way.textContent}, ${t('Note')} ${note.querySelector('.note-number, .label').textContent.replace(/\D/g, '')}`);
    way.setAttribute('aria-expanded', String(isOpen));
  }

  /** Move an opened note up if its foot would be below the window. */
  function settle(note) {
    const box = note.getBoundingClientRect();
    const over = box.bottom + 12 - innerHeight;
    if (over > 0) note.style.setProperty('--top', parseFloat(note.style.getPropertyValue('--top')) - Math.min(over, box.top - 70) + 'px');
  }

  let opened = null;
  let pinned = false; // by a tap, a click or a key: stays until it is closed
  function open(note, mark, pin) {
    pinned = pin || (pinned && opened === note);
    if (opened === note) return;
    const stays = pinned;
    shut();
    pinned = stays;
    opened = note;
    note.dataset.top = note.style.getPropertyValue('--top');
    note.classList.add('open');
    name(note);
    settle(note);
    for (const one of marks.get(note)) one.classList.add('active');
    paint(mark ? [mark] : marks.get(note));
  }
  function shut() {
    paint([]);
    pinned = false;
    if (!opened) return;
    const note = opened;
    opened = null;
    note.classList.remove('open');
    name(note);
    note.scrollTop = 0;
    if (note.dataset.top) note.style.setProperty('--top', note.dataset.top);
    for (const one of marks.get(note)) one.classList.remove('active');
  }

  /** The passage that ends at a mark: data-length counts its signs, white space left out. */
  function passage(mark) {
    let left = Number(mark.dataset.length);
    if (!left) return null;
    const range = document.createRange();
    range.setEndBefore(mark.closest('sup') || mark);
    const walker = document.createTreeWalker(article.querySelector('.reading-text') || article, NodeFilter.SHOW_TEXT);
    walker.currentNode = mark;
    while (left > 0 && walker.previousNode()) {
      const text = walker.currentNode;
      if (text.parentElement.closest('.apparatus, .headerlink')) continue;
      const signs = Array.from(text.data.matchAll(/\S/gu));
      if (signs.length) range.setStart(text, signs[Math.max(0, signs.length - left)].index);
      left -= signs.length;
    }
    return range;
  }

  /** Colour the passages of some marks; boxes behind the words where the browser has no highlights. */
  let boxes = [];
  const paint = window.reader.paint = some => {
    const own = window.Highlight && CSS.highlights;
    if (own) own.delete('passage');
    for (const box of boxes) box.remove();
    boxes = [];
    const ranges = some.map(passage).filter(Boolean);
    if (!ranges.length) return;
    if (own) { own.set('passage', new Highlight(...ranges)); return; }
    const from = article.getBoundingClientRect();
    for (const range of ranges) for (const at of range.getClientRects()) {
      const box = document.createElement('div');
      box.className = 'passage';
      box.style.cssText = `left:${at.left - from.left}px;top:${at.top - from.top}px;width:${at.width}px;height:${at.height}px`;
      boxes.push(box);
    }
    article.append(...boxes);
  };

  /** Whether a note stands beside this mark, in sight: then it needs no card. */
  window.reader.beside = (note, mark) => {
    if (!on() || !notes.includes(note)) return false;
    const box = note.getBoundingClientRect();
    return box.top < innerHeight - 40 && box.bottom > 60 && Math.abs(box.top - mark.getBoundingClientRect().top) < innerHeight * .7;
  };

  let timer = 0;
  const noteOf = target => {
    if (!target.closest) return null;
    if (target.closest('.card')) target = article.querySelector('.note-mark[aria-expanded]') || target;
    const note = target.closest('aside.footnote');
    if (note) return notes.includes(note) ? [note, null] : null;
    const mark = target.closest('a[role="doc-noteref"]');
    const found = mark && notes.find(one => marks.get(one).includes(mark));
    return found ? [found, mark] : null;
  };
  const show = ([note, mark]) => {
    if (on() && mark && window.reader.beside(note, mark)) open(note, mark);
    else if (opened !== note) { shut(); paint(mark ? [mark] : marks.get(note)); }
  };
  document.addEventListener('pointerover', event => {
    if (event.pointerType !== 'mouse' || pinned) return;
    const found = noteOf(event.target);
    clearTimeout(timer);
    if (found) timer = setTimeout(show, found[0] === opened ? 0 : 140, found);
    else timer = setTimeout(() => { if (!noteOf(document.activeElement)) shut(); }, 220);
  });
  document.addEventListener('focusin', event => {
    const found = noteOf(event.target);
    if (!found) shut();
    else if (event.target.matches(':focus-visible')) {
      if (!found[1] && on() && !event.target.matches('.more')) open(found[0], null, true); else show(found);
    }
  });
  document.addEventListener('pointerdown', event => { const found = noteOf(event.target); if (!found || found[0] !== opened) shut(); });
  document.addEventListener('keydown', event => {
    const found = noteOf(event.target);
    if (event.key === 'Escape') {
      const inside = found && !found[1] && on() && found[0] === opened && marks.get(opened)[0];
      shut();
      if (inside) { inside.focus(); shut(); }
    } else if (event.key === 'ArrowDown' && found && found[1] && opened === found[0]) {
      event.preventDefault();
      pinned = true;
      (opened.querySelector('a, button:not([hidden])') || opened).focus();
    }
  });
  article.addEventListener('click', event => {
    const found = noteOf(event.target);
    if (!found || !on() || !event.detail || event.target.closest('aside a, .more')) return;
    clearTimeout(timer);
    if (found[1] ? window.reader.beside(...found) : found[0].matches('.cropped')) {
      if (found[1]) event.preventDefault();
      open(...found, true);
    }
  });
  const arrive = () => {
    const wanted = decodeURIComponent(location.hash.slice(1));
    const note = notes.find(one => one.id === wanted);
    if (note && on()) open(note, null, true);
    const section = ends.find(one => one.id === wanted);
    if (section && on()) { ended = true; lay(); section.scrollIntoView(); }
  };
  addEventListener('hashchange', arrive);

  lay();
  requestAnimationFrame(() => setTimeout(() => article.classList.add('laid')));
  arrive();
  const resized = new ResizeObserver(lay);
  for (const one of [article, document.querySelector('.frame')]) resized.observe(one);
  document.addEventListener('reader-setting', event => { if (event.detail === 'notes') ended = false; shut(); lay(); });
  if (document.fonts) document.fonts.ready.then(lay);
})();
