/* Finding, as far as every page needs it: the key to the box, the search itself fetched when it is first
   wanted, and the words that were searched marked where one arrives. */
(function () {
  'use strict';
  const reader = window.reader;
  const folder = document.currentScript.src.replace(/find\.js.*$/, '');
  const box = document.getElementById('search-box');
  const shelf = 'reader-found';
  let loading = null;

  /** Return a pattern that finds words and phrases as a reader sees them, or null. */
  function pattern(words) {
    const escaped = words.map(one => one.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/\s+/g, '\\s+')
      .replace(/['‘’]/g, "['‘’]").replace(/["“”„]/g, '["“”„]'));
    if (!escaped.length) return null;
    escaped.sort((a, b) => b.length - a.length);
    return new RegExp('(?<![\\p{L}\\p{N}])(?:' + escaped.join('|') + ')(?![\\p{L}\\p{N}])', 'giu');
  }

  /** Fetch the search: scripts in their order, which a folder can serve. */
  function load() {
    if (loading) return loading;
    const style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = folder + 'search.css';
    if (!document.querySelector('link[href*="search.css"]')) document.head.append(style);
    const names = ['minisearch.js', 'stemmer.js', 'search-data.js', 'spelling.js', 'ranking.js', 'search.js'];
    loading = Promise.all(names.map(name => new Promise((done, failed) => {
      const script = document.createElement('script');
      script.src = folder + name;
      script.async = false;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    })));
    return loading;
  }

  /** Remember what was searched, for the page that a result leads to. */
  function remember(address, words) {
    try { localStorage.setItem(shelf, JSON.stringify({ address: address, words: words, time: Date.now() })); } catch (error) { /* arrival is not marked */ }
  }
  reader.find = { pattern: pattern, load: load, remember: remember };

  if (box) {
    if (document.getElementById('search-results')) load();
    else box.addEventListener('focus', load, { once: true });
  }

  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') { unmark(); return; }
    const typing = event.target.closest && event.target.closest('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]');
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey || reader.saved.keys === 'off') return;
    event.preventDefault();
    if (box && box.offsetParent) { box.focus(); box.select(); return; }
    const link = document.querySelector('.search-link');
    if (link) location.href = link.href;
  });

  // ---- arrival: marks wrap the words, and are taken away again without a trace

  let marks = [];
  function unmark() {
    for (const mark of marks) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
    marks = [];
  }

  function mark(element, words) {
    const nodes = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const added = node.parentElement.closest('.apparatus, .headerlink, script');
      if (!added || added === element || added.contains(element)) nodes.push(node);
    }
    const text = nodes.map(node => node.data).join('');
    const found = Array.from(text.matchAll(pattern(words)), one => [one.index, one.index + one[0].length]);
    let start = 0;
    for (const node of nodes) {
      const end = start + node.data.length;
      const here = found.filter(one => one[0] < end && one[1] > start);
      for (const [from, to] of here.reverse()) {
        const range = document.createRange();
        range.setStart(node, Math.max(from, start) - start);
        range.setEnd(node, Math.min(to, end) - start);
        const wrapper = document.createElement('mark');
        range.surroundContents(wrapper);
        marks.push(wrapper);
      }
      start = end;
    }
  }

  function arrive() {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(shelf)); } catch (error) { return; }
    if (!kept || kept.address !== location.href) return;
    try { localStorage.removeItem(shelf); } catch (error) { return; }
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    unmark();
    if (!target || !kept.words.length || Date.now() - kept.time > 60000) return;
    mark(target.localName === 'dt' ? target.parentElement : target, kept.words);
  }
  arrive();
  addEventListener('hashchange', arrive);
})();
