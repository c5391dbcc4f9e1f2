/* Words that stand nowhere: which of the known ones were meant. Letters that sound alike or are neighbours on the
   keyboard are easily taken for each other; any other change makes another word, and is no misspelling of it. */
(function () {
  'use strict';
  /** Return a function from a word to the known ones that it may be a misspelling of; `vocabulary` says how often each stands. */
  window.reader.find.spelling = function (known, vocabulary) {
    const ALIKE = ['aeiouy', 'ckqx', 'szc', 'dt', 'bpv', 'vwfu', 'gjk', 'mn', 'lr', 'hg', 'ij'];
    const BESIDE = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
    /** Return whether one letter is taken for another: they sound alike, or are neighbours on the keyboard. */
    function confused(a, b) {
      return ALIKE.some(row => row.includes(a) && row.includes(b)) || BESIDE.some(row => row.includes(a + b) || row.includes(b + a));
    }
    /** Return the number of changed, added, dropped or swapped letters, or more than `limit`; a change to a letter that is not taken for it counts twice. */
    function distance(a, b, limit) {
      if (Math.abs(a.length - b.length) > limit) return limit + 1;
      let before = [], last = Array.from({ length: b.length + 1 }, (_, index) => index);
      for (let i = 1; i <= a.length; i++) {
        const row = [i];
        let least = i;
        for (let j = 1; j <= b.length; j++) {
          let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : confused(a[i - 1], b[j - 1]) ? 1 : 2));
          if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
          row.push(cost);
          if (cost < least) least = cost;
        }
        if (least > limit) return limit + 1;
        before = last;
        last = row;
      }
      return last[b.length];
    }
    const letters = word => { let mask = 0; for (const one of word) mask |= 1 << (one.charCodeAt(0) % 31); return mask; };
    const masks = new Map();
    /** Return whether two words can be near at all: most of their letters are the same. */
    function alike(mask, word, limit) {
      let other = masks.get(word);
      if (other === undefined) masks.set(word, other = letters(word));
      let differing = mask ^ other, count = 0;
      for (; differing; differing &= differing - 1) count++;
      return count <= 2 * limit;
    }
    const spellings = new Map();
    /** Return the words that are spelled most nearly like one that stands nowhere, the most frequent first. */
    function spelledLike(word, limit = word.length > 7 ? 2 : word.length > 3 ? 1 : 0) {
      const at = word + limit;
      if (spellings.has(at)) return spellings.get(at);
      let best = [], least = limit;
      if (limit && !/\d/.test(word)) {
        const mask = letters(word);
        for (const other of known) {
          if (Math.abs(other.length - word.length) > least || !alike(mask, other, least)) continue;
          const far = distance(word, other, least);
          if (far > least || other.length < 3 || (other[0] !== word[0] && !(far === 1 && confused(word[0], other[0]) && other.slice(1) === word.slice(1)))) continue;
          if (word.length < 6 && (word.startsWith(other) || other.startsWith(word)) && word.length !== other.length) continue; // plan and plant are two words
          if (far < least) { best = []; least = far; }
          best.push(other);
        }
      }
      best.sort((a, b) => (vocabulary.get(b) || 0) - (vocabulary.get(a) || 0));
      best = best.slice(0, 3);
      spellings.set(at, best);
      return best;
    }
    return spelledLike;
  };
})();
