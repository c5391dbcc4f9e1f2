/* Notes beside their line: the notes at the end, moved. A note that would stand in the next
   one's way is cropped, and shown whole while its mark or the note itself is pointed at. */
(function () {
  'use strict';
  const article = document.querySelector('article');
  const notes = article ? Array.from(article.querySelectorAll('aside.footnote')) : [];
  if (!notes.length) return;
  const wide = matchMedia('screen and (min-width: 62rem)');
  const LEAST = 62; // pixels: about three lines
  const GAP = 10;
  const marks = new Map(notes.map(note => [note, Array.from(article.querySelectorAll('a[role="doc-noteref"]')).filter(mark => mark.getAttribute('href') === '#' + note.id)]));
  for (const section of new Set(notes.map(note => note.parentElement))) {
    if (section.matches('section') && Array.from(section.children).every(part => part.matches('h2, aside'))) section.classList.add('only-notes');
  }

  const on = () => wide.matches && document.documentElement.dataset.notes !== 'end' && !document.documentElement.classList.contains('text-only');

  /** Where a mark is, in pixels below the article's head; a closed omission stands for its marks. */
  function height(mark, top) {
    const shown = mark && (mark.getClientRects().length ? mark : mark.closest('details'));
    return shown ? shown.getBoundingClientRect().top - top : 0;
  }

  function lay() {
    const beside = on();
    article.classList.toggle('side-notes', beside);
    if (!beside) { article.style.minHeight = ''; return; }
    for (const note of notes) note.style.removeProperty('--room');
    const top = article.getBoundingClientRect().top;
    const wanted = notes.map(note => Math.max(0, height(marks.get(note)[0], top) - 2));
    const whole = notes.map(note => note.offsetHeight);
    let floor = 0;
    notes.forEach((note, index) => {
      const at = Math.max(wanted[index], floor);
      const next = index + 1 < notes.length ? wanted[index + 1] : Infinity;
      const room = Math.min(whole[index], Math.max(LEAST, next - at - GAP));
      note.style.setProperty('--top', at + 'px');
      note.style.setProperty('--room', room + 'px');
      note.classList.toggle('cropped', room < whole[index] - 1);
      floor = at + room + GAP;
    });
    article.style.minHeight = floor + 'px';
  }

  /** Move an opened note up if its foot would be below the window. */
  function settle(note) {
    const box = note.getBoundingClientRect();
    const over = box.bottom + 12 - innerHeight;
    if (over > 0) note.style.setProperty('--top', parseFloat(note.style.getPropertyValue('--top')) - Math.min(over, box.top - 70) + 'px');
  }

  let opened = null;
  function open(note, mark) {
    if (opened === note) return;
    shut();
    opened = note;
    note.dataset.top = note.style.getPropertyValue('--top');
    note.classList.add('open');
    settle(note);
    for (const one of marks.get(note)) one.classList.add('active');
    paint(mark ? [mark] : marks.get(note));
  }
  function shut() {
    paint([]);
    if (!opened) return;
    opened.classList.remove('open');
    opened.scrollTop = 0;
    if (opened.dataset.top) opened.style.setProperty('--top', opened.dataset.top);
    for (const one of marks.get(opened)) one.classList.remove('active');
    opened = null;
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
  const show = found => {
    const [note, mark] = found;
    if (on() && (!mark || window.reader.beside(note, mark))) open(note, mark); else { shut(); paint(mark ? [mark] : marks.get(note)); }
  };
  document.addEventListener('pointerover', event => {
    if (event.pointerType !== 'mouse') return;
    const found = noteOf(event.target);
    clearTimeout(timer);
    if (found) timer = setTimeout(show, found[0] === opened ? 0 : 140, found);
    else timer = setTimeout(() => { if (!noteOf(document.activeElement)) shut(); }, 220);
  });
  document.addEventListener('focusin', event => { const found = noteOf(event.target); if (found && event.target.matches(':focus-visible')) show(found); else if (!found) shut(); });
  document.addEventListener('keydown', event => { if (event.key === 'Escape') shut(); });
  article.addEventListener('click', event => {
    const found = noteOf(event.target);
    if (found && found[1] && event.detail && on() && window.reader.beside(...found)) { event.preventDefault(); open(...found); }
  });
  const arrive = () => { const note = notes.find(one => '#' + one.id === location.hash); if (note && on()) open(note); };
  addEventListener('hashchange', arrive);

  lay();
  requestAnimationFrame(() => setTimeout(() => article.classList.add('laid')));
  arrive();
  new ResizeObserver(lay).observe(article);
  wide.addEventListener('change', lay);
  document.addEventListener('reader-setting', () => { shut(); lay(); });
  if (document.fonts) document.fonts.ready.then(lay);
})();
