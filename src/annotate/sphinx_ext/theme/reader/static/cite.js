/* Paragraph tools: the number of a paragraph copies the link to it and shows how to cite it.
   The citations stand in the page; a paragraph, the day and the address are filled in here. */
(function () {
  'use strict';
  const reader = window.reader;
  const t = reader.word;
  const text = document.querySelector('.reading-text');
  if (!text) return;
  const list = document.querySelector('.how-to-cite ul');
  const canPop = 'popover' in HTMLElement.prototype;
  const MLA = 'Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.'.split(' ');

  /** Copy words, and the same with their italics; by an event, which works without https too. */
  reader.copy = (words, html) => {
    const give = event => {
      event.clipboardData.setData('text/plain', words);
      if (html) event.clipboardData.setData('text/html', html);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    addEventListener('copy', give, true);
    const done = document.execCommand('copy');
    removeEventListener('copy', give, true);
    return done ? Promise.resolve() : navigator.clipboard ? navigator.clipboard.writeText(words) : Promise.reject();
  };

  const make = (name, className, words) => Object.assign(document.createElement(name), { className, textContent: words });
  const menu = make('div', 'cite', '');
  menu.setAttribute('role', 'dialog');
  menu.setAttribute('aria-labelledby', 'cite-title');
  let number = null;

  function button(words, what) {
    const made = make('button', 'tool', words);
    made.type = 'button';
    made.addEventListener('click', () => reader.copy(...what()).then(() => {
      made.textContent = t('Copied');
      reader.say(t('Copied'));
      setTimeout(() => { made.textContent = words; }, 2500);
    }, () => reader.say(t('Select the words to copy them'))));
    return made;
  }

  function fill(copy) {
    const now = new Date();
    const known = {
      n: number.textContent,
      url: location.protocol === 'file:' ? '' : number.href,
      mdy: now.toLocaleDateString('en-US', { dateStyle: 'long' }),
      dmy: now.getDate() + ' ' + MLA[now.getMonth()] + ' ' + now.getFullYear(),
      iso: now.toLocaleDateString('sv')
    };
    for (const place of copy.querySelectorAll('[data-fill]')) {
      const given = place.dataset.fill.replace(/\[(.*?)\]/g, known.url ? '$1' : '');
      place.replaceWith(given.replace(/\{(\w+)\}/g, (all, name) => known[name]));
    }
    for (const row of copy.children) {
      const label = row.querySelector('strong');
      const cited = make('div', 'cited', '');
      label.remove();
      cited.append(...(row.firstElementChild && row.firstElementChild.matches('p') ? row.firstElementChild : row).childNodes);
      const one = button(t('Copy'), () => [cited.innerText.trim(), cited.querySelector('br') ? '' : cited.innerHTML.trim()]);
      one.setAttribute('aria-label', t('Copy') + ': ' + label.textContent.replace(':', ''));
      row.replaceChildren(label, one, cited);
    }
    return copy;
  }

  function open() {
    const title = make('h2', '', (article.dataset.siglum || '') + ' ¶ ' + number.textContent);
    title.id = 'cite-title';
    const link = button(t('Copy link'), () => [number.href]);
    link.autofocus = true;
    const shut = make('button', 'tool close', '✕');
    shut.type = 'button';
    shut.setAttribute('aria-label', t('Close'));
    shut.addEventListener('click', close);
    menu.replaceChildren(title, link, fill(list.cloneNode(true)), shut);
    menu.scrollTop = 0;
    number.style.anchorName = '--reader-number';
    if (canPop) menu.showPopover(); else { menu.classList.add('shown'); link.focus(); }
  }
  function close() {
    if (canPop) menu.hidePopover(); else { menu.classList.remove('shown'); number.focus(); }
  }

  const article = document.querySelector('article');
  if (list) {
    if (canPop) {
      menu.popover = 'auto';
      menu.addEventListener('beforetoggle', event => { if (event.newState === 'closed') number.style.anchorName = ''; });
    } else document.addEventListener('keydown', event => { if (event.key === 'Escape' && menu.matches('.shown')) close(); });
    document.body.append(menu);
    for (const one of text.querySelectorAll('.par-number')) one.setAttribute('aria-haspopup', 'dialog');
  }
  text.addEventListener('click', event => {
    const one = event.target.closest('.par-number');
    if (!one || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    number = one;
    try { history.replaceState(history.state, '', one.hash); } catch (error) { /* the address stays */ }
    reader.copy(one.href).then(() => reader.say(t('Link copied')), () => {});
    if (list) open();
  });
})();
