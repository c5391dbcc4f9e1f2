/* The settings and the contents: both open over the page, both close with Esc. */
(function () {
  'use strict';
  const reader = window.reader;
  const canPop = 'popover' in HTMLElement.prototype;

  // Settings: each control is named like the setting it changes.
  const panel = document.getElementById('settings');
  if (canPop && panel) {
    document.getElementById('settings-open').hidden = false;
    const show = () => {
      for (const input of panel.querySelectorAll('input[type=radio]')) input.checked = input.value === (reader.saved[input.name] || '');
      for (const input of panel.querySelectorAll('[type=checkbox]')) input.checked = reader.saved[input.name] !== 'off';
    };
    panel.addEventListener('change', event => {
      const input = event.target;
      reader.set(input.name, input.type === 'checkbox' ? (input.checked ? '' : 'off') : input.value);
    });
    document.getElementById('settings-reset').addEventListener('click', () => {
      for (const name of Object.keys(reader.saved)) if (name !== 'textonly') reader.set(name, '');
      show();
    });
    // `toggle` comes late, after the next key may have been pressed; what has `autofocus` is focused at once.
    panel.addEventListener('beforetoggle', event => {
      if (event.newState !== 'open') return;
      for (const input of panel.querySelectorAll('input[type=radio]')) input.autofocus = false;
      panel.querySelector('input:checked').autofocus = true;
    });
    show();
  }

  // Contents: a column where there is room, else a drawer; without this script a list at the foot.
  const contents = document.getElementById('contents');
  const link = document.querySelector('.contents-link');
  const isColumn = () => reader.columns() > 2;
  if (canPop && contents && link) {
    const settle = () => {
      if (isColumn()) contents.removeAttribute('popover');
      else if (!contents.popover) contents.popover = 'auto';
    };
    settle();
    new ResizeObserver(settle).observe(contents.parentElement);
    link.setAttribute('role', 'button');
    link.setAttribute('aria-expanded', 'false');
    const toggle = event => { event.preventDefault(); contents.togglePopover(); };
    link.addEventListener('click', toggle);
    link.addEventListener('keydown', event => { if (event.key === ' ') toggle(event); });
    contents.querySelector('.close').addEventListener('click', () => { contents.hidePopover(); link.focus(); });
    contents.addEventListener('click', event => { if (event.target.closest('a') && contents.matches(':popover-open')) contents.hidePopover(); });
    (contents.querySelector('[aria-current]') || contents.querySelector('a')).autofocus = true;
    contents.addEventListener('beforetoggle', event => link.setAttribute('aria-expanded', String(event.newState === 'open')));
  }
  const here = contents && contents.querySelector('[aria-current]');
  if (here && isColumn() && here.offsetTop > contents.clientHeight - 60) contents.scrollTop = here.offsetTop - contents.clientHeight / 3;
})();
