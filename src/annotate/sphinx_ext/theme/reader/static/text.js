/* The text itself: the text alone, words copied without numbers, links to paragraphs, where one is. */
(function () {
  'use strict';
  const root = document.documentElement;
  const reader = window.reader;
  const t = reader.word;
  const text = document.querySelector('.reading-text');

  document.fonts.ready.then(() => root.classList.add('faced'));
  const toast = document.createElement('div');
  toast.className = 'toast';
  toast.setAttribute('role', 'status');
  document.body.append(toast);
  let timer = 0;
  const say = reader.say = words => {
    toast.textContent = words;
    clearTimeout(timer);
    timer = setTimeout(() => { toast.textContent = ''; }, 2500);
  };

  // One place is remembered for each reader: on its first page there is a way back to it.
  const home = document.querySelector('.home').href.split('#')[0];
  const shelf = 'reader-place ' + home;
  if (location.href.split('#')[0] === home) {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(shelf)); } catch (error) { /* no storage here */ }
    const heading = document.querySelector('article h1');
    if (kept && heading) {
      const line = document.createElement('p');
      const link = document.createElement('a');
      line.className = 'continue';
      link.href = kept.href + '#' + kept.at;
      link.textContent = kept.title + ', ¶ ' + kept.at.slice(1);
      line.append(t('Continue where you stopped:') + ' ', link);
      heading.after(line);
    }
  }

  // The sign of where one has arrived goes with Esc.
  document.addEventListener('keydown', event => { if (event.key === 'Escape') root.classList.add('seen'); });
  addEventListener('hashchange', () => root.classList.remove('seen'));

  // What is closed opens for a link to it or into it, and on paper; not every browser does so by itself.
  const opens = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const closed = target && target.closest('details:not([open])');
    if (closed) { closed.open = true; target.scrollIntoView(); }
  };
  opens();
  addEventListener('hashchange', opens);
  let printed = [];
  addEventListener('beforeprint', () => {
    printed = Array.from(document.querySelectorAll('.source-card:not([open])'));
    for (const one of printed) one.open = true;
  });
  addEventListener('afterprint', () => { for (const one of printed) one.open = false; });

  // What scrolls sideways can be scrolled from the keyboard.
  const reach = () => {
    for (const wide of document.querySelectorAll('article :is(table, pre)')) {
      if (wide.scrollWidth > wide.clientWidth + 1) wide.tabIndex = 0; else wide.removeAttribute('tabindex');
    }
  };
  reach();
  addEventListener('resize', reach);

  const button = document.getElementById('text-only');
  if (text && button) {
    const isOn = () => root.classList.contains('text-only');
    /** Terms stay words but no stops for the tab key: a link without an address is not one. */
    const apply = on => {
      root.classList.toggle('text-only', on);
      button.setAttribute('aria-pressed', String(on));
      for (const link of text.querySelectorAll('a.term, a.headerlink')) {
        if (on && link.hasAttribute('href')) { link.dataset.href = link.getAttribute('href'); link.removeAttribute('href'); }
        else if (!on && link.dataset.href) { link.setAttribute('href', link.dataset.href); delete link.dataset.href; }
      }
    };
    const turn = () => { apply(!isOn()); reader.set('textonly', isOn() ? 'on' : ''); say(t(isOn() ? 'Text only' : 'Text with notes')); };
    button.hidden = false;
    button.addEventListener('click', turn);
    document.addEventListener('keydown', event => {
      const typing = event.target.closest && event.target.closest('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]');
      if (event.key === 't' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && reader.saved.keys !== 'off') turn();
    });
    // Who follows a link to a note wants to see it.
    const wanted = () => {
      const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (isOn() && target && target.closest('.apparatus') && text.contains(target)) { apply(false); target.scrollIntoView(); }
    };
    apply(isOn());
    wanted();
    addEventListener('hashchange', wanted);
  }

  if (text) {
    // A copied passage has the words of its source, nothing of the apparatus.
    document.addEventListener('copy', event => {
      const selection = getSelection();
      if (!selection.rangeCount || selection.isCollapsed) return;
      const range = selection.getRangeAt(0).cloneRange();
      if (!range.intersectsNode(text)) return;
      // Of a page selected whole the text is copied.
      if (!text.contains(range.startContainer)) range.setStart(text, 0);
      if (!text.contains(range.endContainer)) range.setEnd(text, text.childNodes.length);
      const inside = node => (node.nodeType === 1 ? node : node.parentElement).closest('.apparatus');
      if (inside(range.commonAncestorContainer)) return;
      const copy = document.createElement('div');
      copy.append(range.cloneContents());
      for (const part of copy.querySelectorAll('.apparatus, .headerlink')) part.remove();
      copy.style.cssText = 'position:absolute;left:-99rem;white-space:normal';
      document.body.append(copy);
      event.clipboardData.setData('text/plain', copy.innerText.replace(/\n{3,}/g, '\n\n').trim());
      copy.remove();
      event.preventDefault();
    });

    follow();
  }

  /** Show how far one has read, and remember the paragraph. */
  function follow() {
    const paragraphs = Array.from(text.querySelectorAll('[id^="p"]')).filter(one => /^p\d+$/.test(one.id));
    if (!paragraphs.length) return;
    const place = document.querySelector('.place');
    const bar = document.querySelector('.progress');
    if (!bar) return;
    const last = paragraphs[paragraphs.length - 1];
    let waiting = false;
    let number = '';
    const look = () => {
      waiting = false;
      const line = innerHeight * .35;
      const from = paragraphs[0].getBoundingClientRect().top;
      const to = last.getBoundingClientRect().bottom;
      bar.style.setProperty('--read', Math.max(0, Math.min(1, (innerHeight - from) / (to - from))).toFixed(3));
      const now = paragraphs.filter(one => one.getBoundingClientRect().top <= line).pop();
      if (!now || now.id === number) return;
      number = now.id;
      const siglum = document.createElement('b');
      siglum.textContent = document.querySelector('article').dataset.siglum + ' ';
      place.replaceChildren(siglum, t('¶ {0} of {1}', number.slice(1), paragraphs.length));
      try { localStorage.setItem(shelf, JSON.stringify({ href: location.pathname, title: document.querySelector('h1').firstChild.textContent, at: number })); } catch (error) { /* not kept */ }
    };
    addEventListener('scroll', () => { if (!waiting) { waiting = true; requestAnimationFrame(look); } }, { passive: true });
    look();
  }
})();
