/* Cards: what a term, a source or a passage elsewhere says, and a note that is not in sight.
   What they show stands in the page already; without this script all of them are plain links. */
(function () {
  'use strict';
  const article = document.querySelector('article');
  if (!article) return;
  const reader = window.reader;
  const block = document.getElementById('reader-previews');
  const previews = block ? JSON.parse(block.textContent) : {};
  const onward = { term: 'Open in the glossary', source: 'Open in the list of sources', par: 'Open in the reading', note: 'Go to the note' };
  const canPop = 'popover' in HTMLElement.prototype;
  const anchored = CSS.supports('position-area', 'block-end span-inline-end');
  const sheet = matchMedia('(max-width: 40rem)');

  const card = document.createElement('div');
  card.className = 'card';
  card.id = 'reader-card';
  card.setAttribute('role', 'dialog');
  card.setAttribute('aria-labelledby', 'reader-card-title');
  if (canPop) card.popover = 'manual';
  document.body.append(card);

  let word = null; // the link whose card is open
  let timer = 0;
  let touched = false;
  const later = (what, wait) => { clearTimeout(timer); timer = setTimeout(what, wait); };

  /** Return {kind, title, category, html} for a link, or null when there is nothing to show. */
  function content(link) {
    const address = link.getAttribute('href') || '', known = previews[address];
    if (known) return known.title ? known : { ...known, title: link.textContent.replace(/^\[|\]$/g, ''), category: reader.word('Source outside the texts') };
    if (link.getAttribute('role') !== 'doc-noteref') return null;
    const note = document.getElementById(address.slice(1));
    if (!note || (reader.beside && reader.beside(note, link))) return null;
    const copy = note.cloneNode(true);
    for (const part of copy.querySelectorAll('.note-number, .note-back, .label')) part.remove();
    for (const part of copy.querySelectorAll('[id]')) part.removeAttribute('id');
    return { kind: 'note', title: reader.word('Note') + ' ' + link.textContent.replace(/\D/g, ''), html: copy.innerHTML };
  }

  function fill(what, address) {
    const title = document.createElement('h2');
    title.id = 'reader-card-title';
    title.textContent = what.title;
    if (what.category) {
      const category = document.createElement('span');
      category.className = 'category';
      category.textContent = ' ' + what.category;
      title.append(category);
    }
    const body = document.createElement('div');
    body.innerHTML = what.html;
    const go = document.createElement('a');
    go.className = 'go';
    go.href = address;
    go.textContent = reader.word(onward[what.kind]);
    const shut = document.createElement('button');
    shut.type = 'button';
    shut.className = 'tool close';
    shut.textContent = '✕';
    shut.setAttribute('aria-label', reader.word('Close'));
    shut.addEventListener('click', () => { const back = word; close(); if (back) back.focus({ preventScroll: true }); });
    card.replaceChildren(title, body, go, shut);
    card.scrollTop = 0;
  }

  /** For browsers that cannot anchor: below the word, or above where that is too low. */
  function place(link) {
    if (anchored || sheet.matches) { card.style.left = card.style.top = ''; return; }
    const at = link.getClientRects()[0];
    const low = at.bottom + card.offsetHeight + 8 > innerHeight && at.top > card.offsetHeight + 8;
    card.style.left = Math.max(8, Math.min(at.left, innerWidth - card.offsetWidth - 8)) + 'px';
    card.style.top = (low ? at.top - card.offsetHeight - 6 : at.bottom + 6) + 'px';
  }

  function open(link) {
    clearTimeout(timer);
    if (word === link) return true;
    const what = content(link);
    if (!what) return false;
    close();
    fill(what, link.getAttribute('href'));
    word = link;
    link.style.anchorName = '--reader-word';
    link.setAttribute('aria-expanded', 'true');
    link.setAttribute('aria-describedby', card.id);
    if (canPop) card.showPopover(); else card.classList.add('shown');
    place(link);
    if (reader.paint) reader.paint(what.kind === 'note' ? [link] : []);
    const hidden = link.getBoundingClientRect().bottom + 16 - innerHeight + card.offsetHeight;
    if (sheet.matches && hidden > 0) scrollBy({ top: hidden, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth' });
    return true;
  }

  function close() {
    clearTimeout(timer);
    if (!word) return;
    word.style.anchorName = '';
    word.removeAttribute('aria-expanded');
    word.removeAttribute('aria-describedby');
    word = null;
    if (canPop) card.hidePopover(); else card.classList.remove('shown');
    card.style.translate = '';
    if (reader.paint) reader.paint([]);
  }

  const linkAt = event => event.target.closest && event.target.closest('article a[href]');

  document.addEventListener('pointerover', event => {
    if (event.pointerType !== 'mouse') return;
    const link = linkAt(event);
    if (card.contains(event.target) || (link && link === word)) clearTimeout(timer);
    else if (link && content(link)) later(() => open(link), 180);
    else if (word) later(close, 260);
    else clearTimeout(timer);
  });
  document.addEventListener('focusin', event => {
    const link = linkAt(event);
    if (link && link.matches(':focus-visible') && !touched && reader.saved.tabbing !== 'off') { if (!open(link)) close(); } else if (word && !card.contains(event.target) && event.target !== word) close();
  });
  document.addEventListener('pointerdown', event => {
    touched = event.pointerType !== 'mouse';
    if (word && !card.contains(event.target) && linkAt(event) !== word) close();
  });
  // A finger cannot hover: the first tap opens the card, its link leads on.
  article.addEventListener('click', event => {
    const link = linkAt(event);
    if (!link || !touched || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (word === link) { close(); event.preventDefault(); } else if (open(link)) event.preventDefault();
  });
  document.addEventListener('keydown', event => {
    touched = false;
    if (!word) {
      const link = event.key === 'ArrowDown' && reader.saved.tabbing === 'off' && linkAt(event);
      if (link && open(link)) { event.preventDefault(); card.querySelector('.go').focus(); }
      return;
    }
    const inside = card.contains(event.target);
    if (event.key === 'Escape') {
      const back = word;
      close();
      if (inside) back.focus({ preventScroll: true });
      if (inside) close(); // focus has opened it again
    } else if (event.key === 'ArrowDown' && event.target === word) {
      event.preventDefault();
      card.querySelector('.go').focus();
    } else if (event.key === 'Tab' && inside && (event.shiftKey ? event.target.matches('.go') : event.target.matches('.close'))) {
      const back = word; // out of the card the way leads on from its word
      close();
      back.focus({ preventScroll: true });
      close();
      if (event.shiftKey) event.preventDefault();
    }
  });
  // The sheet goes down with the finger.
  let from = null;
  card.addEventListener('touchstart', event => { from = sheet.matches && card.scrollTop <= 0 ? event.touches[0].clientY : null; }, { passive: true });
  const down = event => Math.max(0, event.changedTouches[0].clientY - from);
  card.addEventListener('touchmove', event => { if (from !== null && card.scrollTop <= 0) card.style.translate = `0 ${down(event)}px`; }, { passive: true });
  card.addEventListener('touchend', event => {
    if (from === null) return;
    if (card.scrollTop <= 0 && down(event) > 60) close();
    card.style.translate = '';
    from = null;
  });
  document.addEventListener('reader-setting', close);
  addEventListener('resize', () => { if (word) place(word); });
})();
