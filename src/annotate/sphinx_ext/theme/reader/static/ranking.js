/* Search by passage: which records answer a query, in what order, and why. Nothing is drawn here.
   A query is a row of concepts: a word, a phrase in quotation marks, or a name that the glossary, the index
   of names or the list of synonyms knows. A record's score is the sum of its concepts' scores (BM25, by MiniSearch), weighed by how much
   of the query it covers and how near to each other the words stand. */
(function () {
  'use strict';
  const data = window.readerSearchData;
  const stemmer = new window.EnglishStemmer();
  const WEIGHT = { glossary: .9, name: .9, synonym: .45, spelling: .75, beginning: .35, part: .3, also: .4, light: .3 };
  const KIND = { text: 1, heading: .55, byline: .5, reference: .8, term: 1, name: .9, note: 1, question: .9, exercise: .9, page: .9, instructor: .8 };
  const STOP = new Set(('a about after again all also am an and any are as at be because been before being between both but by can could did do does doing done during each even ever every few for from further get got happen happened happens had has have having he her here him his how i if in into is it its itself just many may me might more most much my no not of off on once only or other our out over own said same say she should so some still such tell than that the their them then there these they this those through to too under until up very was we were what when where which while who whom whose why will with would you your').split(' '));
  const UNITS = new Set('percent dollar euro pound million billion trillion year'.split(' '));
  const LIGHT = new Set('becom come give go keep let make need put seem take try use want'.split(' '));
  // The past of verbs that no stemmer brings back to their stem.
  const PAST = new Map('became become|began begin|begun begin|bought buy|broke break|broken break|brought bring|built build|came come|chose choose|chosen choose|drew draw|drawn draw|fell fall|fallen fall|fled flee|fought fight|froze freeze|frozen freeze|gave give|given give|gone go|grew grow|grown grow|held hold|kept keep|left leave|lost lose|made make|met meet|paid pay|ran run|rose rise|risen rise|saw see|seen see|sent send|sold sell|sought seek|spent spend|spoke speak|spoken speak|stood stand|taught teach|thought think|took take|taken take|went go|withdrew withdraw|withdrawn withdraw|won win|wrote write|written write'.split('|').map(one => one.split(' ')));
  const SHORT = new Map(Object.entries({ jan: 'january', feb: 'february', mar: 'march', apr: 'april', jun: 'june', jul: 'july', aug: 'august', sep: 'september', sept: 'september', oct: 'october', nov: 'november', dec: 'december', bn: 'billion', mn: 'million', mln: 'million', pct: 'percent', '%': 'percent', '$': 'dollar', '€': 'euro', '£': 'pound' }));
  const TOKEN = /(?<!\p{L})(?:\p{L}\.){2,}|(?<!\p{L})\p{L}\.\p{L}(?!\p{L})|[\p{L}\p{M}]+(?:['’ʼ][\p{L}\p{M}]+)*|\d+(?:[.,]\d+)*|[%$€£]/gu;

  /** Return a word as it is compared: small, without accents, possessive s, dots and thousands' commas. */
  function plain(word) {
    if (/^\d/.test(word)) return /^\d{1,3}(,\d{3})+$/.test(word) ? word.replace(/,/g, '') : word;
    let bare = word.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replace(/[‘’ʼ]/g, "'");
    bare = bare.replace(/'s$/, '').replace(/['.]/g, '').replace(/isation(s?)$/, 'ization$1');
    return SHORT.get(bare) || bare;
  }
  const stems = new Map();
  function stem(word) {
    let found = stems.get(word);
    if (found === undefined) stems.set(word, found = /^[a-z]+$/.test(word) ? stemmer.stemWord(PAST.get(word) || word) : word);
    return found;
  }
  /** Return the words of a text: as they stand, as they are compared, and where they begin. */
  function words(text) {
    return Array.from(text.matchAll(TOKEN), one => ({ surface: one[0], word: plain(one[0]), at: one.index })).filter(one => one.word);
  }
  const stemsOf = text => words(text).map(one => stem(one.word));
  /** Return a text as phrases are compared in it: white space, case, quotation marks and dashes alike. */
  const folded = text => text.toLowerCase().replace(/[‘’ʼ]/g, "'").replace(/[“”„«»]/g, '"').replace(/[–—‑]/g, '-').replace(/\s+/g, ' ').trim();

  // ---- the index

  const kindOf = (kind, at) => kind !== 'text' ? kind : { h: 'heading', b: 'byline', o: 'reference', r: 'reference' }[at[0]] || 'text';
  const records = data.records.map(([kind, page, at, readings, title, text], id) =>
    ({ id: id, kind: kind, sort: kindOf(kind, at), page: data.pages[page], at: at, readings: readings, title: title, text: text }));
  const vocabulary = new Map(); // word -> how often it stands
  const spelled = new Map(); // word -> as it stands where it first does
  const shownAs = word => spelled.get(word) || word;
  const index = new window.MiniSearch({
    fields: ['text', 'title', 'section'],
    tokenize: text => {
      const found = [];
      for (const one of text.matchAll(TOKEN)) {
        const word = plain(one[0]);
        if (!word || STOP.has(word)) continue;
        vocabulary.set(word, (vocabulary.get(word) || 0) + 1);
        if (!spelled.has(word)) spelled.set(word, one[0].replace(/['’]s$/, ''));
        found.push(stem(word));
      }
      return found;
    },
    processTerm: term => term,
    extractField: (record, field) => field === 'id' ? record.id : field === 'text' ? record.text : (field === 'section') === (record.kind === 'text') ? record.title : '',
  });
  index.addAll(records);

  /** Names by their stems: what else to search for, and who says so. */
  const names = new Map();
  const known = new Set(vocabulary.keys());
  let longest = 1;
  const key = text => stemsOf(text).join(' ');
  function enter(group, entry) {
    for (const name of group) {
      const at = key(name);
      if (!at) continue;
      longest = Math.max(longest, at.split(' ').length);
      if (!names.has(at)) names.set(at, []);
      names.get(at).push(entry);
      for (const one of words(name)) known.add(one.word);
    }
  }
  const glossary = new Map(), entries = new Map(); // what is called so, in the glossary and in the index of names
  for (const [at, headword, called, asked] of data.names) {
    const why = at.startsWith('term-') ? 'glossary' : 'name', list = why === 'name' ? entries : glossary;
    for (const name of called) if (!list.has(key(name))) list.set(key(name), at);
    if (called.length > 1) enter(asked, { why: why, names: called, headword: headword, at: at });
  }
  for (const group of data.synonyms) enter(group, { why: 'synonym', names: group });

  /** Return whether what was typed finds a name of the index all the same, or another of its names is written so. */
  const isFound = (name, own, before) => own.every(one => stemsOf(name).includes(one)) || before.some(other => key(other) === key(name));

  const spelledLike = window.reader.find.spelling(known, vocabulary);
  /** Return the stems of words that begin as the last one typed does. */
  function beginning(word) {
    const found = [];
    for (const [other, times] of vocabulary) if (other.length > word.length && other.startsWith(word)) found.push([times, stem(other)]);
    found.sort((a, b) => b[0] - a[0]);
    return Array.from(new Set(found.slice(0, 40).map(one => one[1])));
  }

  // ---- scores

  const scored = new Map();
  /** Return the score of each record that has all of these stems. */
  function scores(all) {
    const at = all.join(' ');
    if (scored.has(at)) return scored.get(at);
    const found = new Map();
    const query = all.length === 1 ? all[0] : { combineWith: 'AND', queries: all };
    const hits = index.search(query, { tokenize: text => [text], processTerm: term => term, boost: { title: 2, section: .2 } });
    for (const hit of hits) found.set(hit.id, hit.score);
    if (scored.size > 400) scored.clear();
    scored.set(at, found);
    return found;
  }

  /** Split a query: phrases in quotation marks, and the words outside them. */
  function split(query) {
    const phrases = [];
    const rest = query.replace(/["“”„«]([^"“”„«»]*)(?:["“”„»]|$)/g, (_, phrase) => { if (/[\p{L}\p{N}]/u.test(phrase)) phrases.push(phrase.trim()); return ' | '; });
    return { phrases: phrases, rest: rest };
  }

  /** Return the concepts of some words: each with alternatives {stems, weight}, and what else is searched for. */
  function concepts(text, typing) {
    const made = [], also = [], all = words(text.replace(/\bper cent\b/gi, 'percent'));
    const tokens = all.map((one, index) => {
      const { word } = one;
      const last = typing && index === all.length - 1;
      const there = known.has(word) || STOP.has(word) || scores([stem(word)]).size > 0;
      const begun = last && word.length > 1 && !STOP.has(word) && (word.length > 2 || !there) && !(there && /^\d/.test(word)) ? beginning(word) : [];
      const instead = begun.length || known.has(word) || STOP.has(word) || (last && word.length < 4) ? [] : spelledLike(word).filter(other => stem(other) !== stem(word) && (!there || other[0] === word[0]));
      if (instead.length) also.push({ why: 'spelling', word: one.surface, names: instead.map(shownAs), there: there });
      return { surface: one.surface, word: word, stem: stem(!there && instead.length ? instead[0] : word), instead: instead, begun: begun, there: there };
    });
    for (let at = 0; at < tokens.length;) {
      let length = Math.min(longest, tokens.length - at), entries = null;
      for (; length > 0; length--) {
        entries = names.get(tokens.slice(at, at + length).map(one => one.stem).join(' '));
        if (entries) break;
      }
      length = Math.max(1, length);
      const part = tokens.slice(at, at + length);
      at += length;
      if (!entries && STOP.has(part[0].word)) continue;
      const own = part.map(one => one.stem);
      const concept = { light: part.every(one => STOP.has(one.word) || LIGHT.has(one.stem)), exact: part.length === 1 ? (part[0].there || !part[0].instead.length ? part[0].word : part[0].instead[0]) : '', surface: part.map(one => one.surface).join(' '), options: [{ stems: own.filter(one => !STOP.has(one)), weight: part[0].there || !part[0].instead.length ? 1 : WEIGHT.spelling }] };
      for (const entry of entries || []) {
        const others = entry.names.filter((name, index, list) => (entry.why !== 'synonym' || scores(stemsOf(name)).size > 0) && key(name) !== own.join(' ') && !(entry.why === 'name' && isFound(name, own, list.slice(0, index))));
        for (const name of others) {
          const stems = stemsOf(name).filter(one => !STOP.has(one));
          concept.options.push({ stems: stems, weight: WEIGHT[entry.why] * Math.min(1, length / stems.length) });
        }
        also.push({ why: entry.why, word: concept.surface, names: others, headword: entry.headword, at: entry.at });
      }
      const joined = part.length === 1 && tokens[at] && !tokens[at].there ? part[0].word + tokens[at].word : '';
      if (known.has(joined)) { // peace keepers: one word here
        concept.options.push({ stems: [stem(joined)], weight: 1 });
        at++;
      }
      if (part.length > 1) for (const one of own) if (!STOP.has(one)) concept.options.push({ stems: [one], weight: WEIGHT.part / part.length, part: true });
      for (const one of part) {
        for (const word of one.instead.slice(one.there ? 0 : 1)) concept.options.push({ stems: [stem(word)], weight: WEIGHT.spelling * .9 });
        for (const begun of one.begun) if (begun !== one.stem) concept.options.push({ stems: [begun], weight: WEIGHT.beginning });
      }
      concept.options = concept.options.filter(one => one.stems.length);
      if (concept.options.length) made.push(concept);
    }
    return { concepts: made, also: also };
  }

  /** Return, for each record that has a concept, its best score and the options that it has. */
  function weigh(concept) {
    const found = new Map();
    const most = has => { let best = 0; for (const score of has.values()) best = Math.max(best, score); return best; };
    const own = most(scores(concept.options[0].stems));
    for (const option of concept.options) {
      const has = scores(option.stems);
      const scale = own ? Math.min(1, own / most(has)) : 1; // what else is searched for is worth no more than what was typed
      for (const [id, score] of has) {
        const one = found.get(id) || { score: 0, also: 0, stems: new Set(), full: false };
        const worth = score * scale * option.weight;
        one.also += Math.min(one.score, worth);
        one.score = Math.max(one.score, worth);
        one.full = one.full || !option.part;
        for (const each of option.stems) one.stems.add(each);
        found.set(id, one);
      }
    }
    for (const one of found.values()) one.score = (one.score + WEIGHT.also * one.also) * (concept.light ? WEIGHT.light : 1); // several words for a thing say more than one
    const full = Array.from(found.values()).filter(one => one.full).length;
    concept.found = found;
    concept.worth = full ? Math.log(1 + records.length / full) * (concept.light ? WEIGHT.light : 1) : 0;
    return concept;
  }

  const positions = new Map();
  function rowOf(record) {
    let row = positions.get(record.id);
    if (!row) positions.set(record.id, row = stemsOf(record.text));
    return row;
  }
  /** Return what share of the query's neighbouring concepts stand close together in a record, 0 to 1. */
  function nearness(record, all) {
    if (all.length < 2) return 0;
    const row = rowOf(record), last = new Array(all.length).fill(-99);
    const near = new Array(all.length - 1).fill(0);
    row.forEach((one, at) => all.forEach((concept, index) => {
      const here = concept.found.get(record.id);
      if (!here || !here.stems.has(one)) return;
      last[index] = at;
      for (const pair of [index - 1, index]) {
        if (pair < 0 || pair > near.length - 1) continue;
        const gap = Math.abs(last[pair] - last[pair + 1]);
        near[pair] = Math.max(near[pair], gap <= 2 ? 1 : gap <= 6 ? .5 : 0);
      }
    }));
    return near.reduce((sum, one) => sum + one, 0) / near.length;
  }

  const plainWords = new Map();
  /** Return what share of the query's words stands in a record in that very form, 0 to 1. */
  function exactness(record, all) {
    const typed = all.filter(concept => concept.exact);
    if (!typed.length) return 0;
    let there = plainWords.get(record.id);
    if (!there) plainWords.set(record.id, there = new Set(words(record.text).map(one => one.word)));
    return typed.filter(concept => there.has(concept.exact)).length / typed.length;
  }

  const foldedTexts = new Map();
  function foldedText(record) {
    let text = foldedTexts.get(record.id);
    if (text === undefined) foldedTexts.set(record.id, text = folded(record.title + ' \n ' + record.text).replace(/\n/g, ' '));
    return text;
  }
  function holds(record, phrase) {
    const text = foldedText(record);
    for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
      const outside = /[\p{L}\p{N}]/u;
      const before = at ? text[at - 1] : ' ', after = text[at + phrase.length] || ' ';
      if (!(outside.test(before) && outside.test(phrase[0])) && !(outside.test(after) && outside.test(phrase[phrase.length - 1]))) return true;
    }
    return false;
  }

  /** Return the words of a record that the query found, as they stand in it. */
  function surfaces(record, all, phrases) {
    const wanted = new Set();
    for (const concept of all) for (const one of (concept.found.get(record.id) || { stems: [] }).stems) wanted.add(one);
    const found = new Set(phrases);
    for (const one of words(record.text)) if (wanted.has(stem(one.word)) && !STOP.has(one.word) && !SHORT.has(one.surface)) found.add(one.surface.replace(/['’]s$/, ''));
    return Array.from(found);
  }

  /** Return what a query names by its number, as the reader cites it: ONE ¶5, paragraph 5, note 7, exercise 12. */
  function addressed(query) {
    const asked = folded(query).replace(/^[("]+|[)".]+$/g, '');
    const said = data.readings.map(([id, siglum]) => [id, [id, siglum].map(folded)]);
    const [of] = said.find(([, ways]) => ways.some(way => asked.startsWith(way + ' ') || asked.startsWith(way + ',') || asked.startsWith(way + '¶') || asked.endsWith(' ' + way) || asked.endsWith('(' + way))) || [''];
    const ways = of ? said.find(([id]) => id === of)[1] : [];
    const rest = ways.reduce((words, way) => words.startsWith(way) ? words.slice(way.length) : words.endsWith(way) ? words.slice(0, -way.length) : words, asked).replace(/^[\s,(]+|[\s,(]+$/g, '');
    const [, mark, number] = rest.match(/^(¶+|p\.?|par\.?|para\.?|paragraph)?\s*(\d+)$/) || [];
    if (number && (mark || of)) return records.filter(one => one.kind === 'text' && one.at === 'p' + Number(number) && (!of || one.readings.includes(of)));
    const title = /\d$/.test(rest) ? rest : '';
    return title ? records.filter(one => one.kind !== 'text' && titled(one, title) && (!of || one.readings.includes(of))) : [];
  }
  /** Return whether a record bears a title; "note 3" is also a cross-note's, whose relation stands behind its number. */
  function titled(record, title) {
    const own = record.kind === 'note' ? folded(record.title).replace(/,.*$/, '') : folded(record.title);
    return own === title || own.endsWith('-' + title);
  }

  /**
   * Return {hits, near, also, term, name, ignored, suggestions} for a query.
   * hits: {record, words, score}, passages of the readings first; near: paragraphs beside the first hits.
   */
  function search(query, typing = true) {
    const { phrases, rest } = split(String(query).slice(0, 400));
    const outside = concepts(rest, typing && !/["“”„«\s]$/.test(query));
    const wanted = phrases.map(folded);
    let all = outside.concepts.map(weigh).filter(concept => concept.worth > 0);
    const typed = all;
    const missing = outside.concepts.filter(concept => concept.worth === 0).map(concept => concept.surface);
    let ids = new Set();
    if (wanted.length) {
      ids = new Set(records.filter(record => wanted.every(phrase => holds(record, phrase))).map(record => record.id));
      const inside = concepts(phrases.join(' | '), false).concepts.map(concept => ({ surface: concept.surface, options: concept.options.slice(0, 1) }));
      all = all.concat(inside.map(weigh).filter(concept => concept.worth > 0));
    } else {
      for (const concept of all) for (const id of concept.found.keys()) ids.add(id);
    }
    const numbers = outside.concepts.filter(concept => /\d/.test(concept.exact));
    if (numbers.length && outside.concepts.every(concept => numbers.includes(concept) || UNITS.has(concept.exact))) { // a unit alone says nothing
      ids = new Set(Array.from(ids).filter(id => numbers.some(concept => concept.found.has(id))));
    }
    const whole = all.reduce((sum, concept) => sum + concept.worth, 0);
    const exact = wanted.length ? '' : folded(rest).replace(/[?!.]+$/, '');
    let hits = Array.from(ids, id => {
      const record = records[id];
      let score = 0, covered = 0;
      for (const concept of all) {
        const one = concept.found.get(id);
        if (!one) continue;
        score += one.score;
        covered += concept.worth * (one.full ? 1 : .4);
      }
      const cover = whole ? covered / whole : 1;
      score = (score || 1) * (.25 + .75 * cover) * (KIND[record.sort] || 1);
      return { record: record, score: score, cover: cover };
    });
    const best = { true: 0, false: 0 };
    for (const one of hits) best[one.record.sort === 'text'] = Math.max(best[one.record.sort === 'text'], one.cover);
    hits = hits.filter(one => one.cover >= best[one.record.kind === 'text'] * .45);
    hits.sort((a, b) => b.score - a.score);
    for (const one of hits.slice(0, 80)) {
      one.score *= 1 + .35 * nearness(one.record, all) + .15 * exactness(one.record, all);
      if (exact.includes(' ') && holds(one.record, exact)) one.score *= 1.5;
    }
    const passage = one => one.record.kind === 'text' ? 0 : 1;
    hits.sort((a, b) => passage(a) - passage(b) || b.score - a.score || a.record.id - b.record.id);
    const named = addressed(query);
    hits = [...named.map(record => ({ record: record, score: 0, cover: 1 })), ...hits.filter(one => !named.includes(one.record))];
    const bare = words(query).filter(one => !STOP.has(one.word)).map(one => stem(one.word)).join(' ');
    const entry = list => { const at = list.get(key(query)) || list.get(bare); return at ? records.find(record => record.at === at) || null : null; };
    const also = outside.also.filter((one, index, list) => one.names.length && list.findIndex(other => other.word === one.word && other.names.join() === one.names.join()) === index);
    return {
      hits: hits,
      near: neighbours(hits),
      words: record => surfaces(record, typed, phrases),
      also: also,
      term: entry(glossary),
      name: entry(entries),
      missing: named.length ? [] : missing,
      common: !outside.concepts.length && !wanted.length && words(query).length > 0,
      suggestions: hits.length ? [] : Array.from(new Set(words(query).flatMap(one => STOP.has(one.word) ? [] : spelledLike(one.word, Math.min(3, Math.floor(one.word.length / 3)))))).slice(0, 4).map(shownAs),
    };
  }

  /** Return the paragraphs beside the first hits, where hits are few: they are no hits, and come last. */
  function neighbours(hits) {
    const there = new Set(hits.map(one => one.record.id)), found = [];
    const first = hits.filter(one => one.record.sort === 'text').slice(0, 3);
    if (!first.length || hits.length > 12) return [];
    for (const { record } of first) {
      for (const step of [-1, 1]) {
        let next = records[record.id + step];
        if (next && next.sort === 'heading') next = records[next.id + step];
        if (!next || next.sort !== 'text' || next.page !== record.page || there.has(next.id)) continue;
        there.add(next.id);
        found.push({ record: next, beside: record });
      }
    }
    return found;
  }

  window.reader.find.search = search;
  window.reader.find.readings = data.readings;
  window.reader.find.record = at => records.find(record => record.at === at);
})();
