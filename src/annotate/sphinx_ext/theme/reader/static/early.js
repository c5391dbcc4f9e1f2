/* Before anything is drawn: the reader's remembered settings, as data-NAME on the root element. */
(function () {
  'use strict';
  var root = document.documentElement;
  var saved = {};
  try { saved = JSON.parse(localStorage.getItem('reader-settings')) || {}; } catch (error) { /* no storage here */ }
  for (var name in saved) if (saved[name]) root.dataset[name] = saved[name];
  if (saved.textonly) root.classList.add('text-only');
  var words;
  window.reader = {
    saved: saved,
    /** Words in the language of the page, {0}, {1} ... filled in: a table stands in it when that is not English. */
    word: function (english) {
      if (!words) { var block = document.getElementById('reader-words'); words = block ? JSON.parse(block.textContent) : {}; }
      var given = arguments;
      return (words[english] || english).replace(/\{(\d)\}/g, function (all, at) { return +at + 1 < given.length ? given[+at + 1] : all; });
    },
    /** How many columns there is room for: the text, its notes, the contents. */
    columns: function () { return Number(getComputedStyle(document.querySelector('.frame')).getPropertyValue('--columns')) || 1; },
    /** Change one setting, remember it, and tell the other scripts. */
    set: function (name, value) {
      if (value) { saved[name] = value; root.dataset[name] = value; } else { delete saved[name]; delete root.dataset[name]; }
      try { localStorage.setItem('reader-settings', JSON.stringify(saved)); } catch (error) { /* kept for this page only */ }
      document.dispatchEvent(new CustomEvent('reader-setting', { detail: name }));
    }
  };
})();
