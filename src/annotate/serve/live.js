/* Sent with each page by the live preview; no built page holds it.
   Reloads the page when it has changed, where the reader stood, and shows what is wrong. */
(function () {
  "use strict";
  const script = document.currentScript;
  const SCROLL = "annotate-live-scroll", DISMISSED = "annotate-live-dismissed";
  const store = {
    get(key) { try { return sessionStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { sessionStorage.setItem(key, value); } catch { /* private mode */ } },
    drop(key) { try { sessionStorage.removeItem(key); } catch { /* private mode */ } },
  };

  /* The first thing with an id that is in view, and how far from the top: it stays there, also
     when what stands above it has grown. */
  function remember() {
    const seen = [...document.querySelectorAll("[id]")].find((one) => {
      const box = one.getBoundingClientRect();
      return box.height > 0 && box.top >= 0 && box.top < innerHeight && getComputedStyle(one).position === "static";
    });
    const spot = { page: location.pathname, top: scrollY, id: seen ? seen.id : "", from: seen ? seen.getBoundingClientRect().top : 0 };
    store.set(SCROLL, JSON.stringify(spot));
  }

  function restore() {
    const kept = store.get(SCROLL);
    store.drop(SCROLL);
    const spot = kept && JSON.parse(kept);
    if (!spot || spot.page !== location.pathname) return;
    history.scrollRestoration = "manual";
    const place = () => {
      const seen = spot.id && document.getElementById(spot.id);
      const top = spot.top === 0 ? 0 : seen ? scrollY + seen.getBoundingClientRect().top - spot.from : spot.top;
      scrollTo({ top, behavior: "instant" });
    };
    place();
    addEventListener("load", () => { place(); history.scrollRestoration = "auto"; }, { once: true });
  }

  const STYLE = `
    :host { all: initial; }
    section { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto;
      box-sizing: border-box; padding: 12px 16px 16px; font: 15px/1.45 system-ui, sans-serif; color: #1c1c1c;
      background: #fffdf8; border-top: 4px solid #b3261e; box-shadow: 0 -4px 24px rgb(0 0 0 / .25); }
    section.warning { border-top-color: #8a6100; }
    header { display: flex; align-items: center; gap: 12px; margin-bottom: 4px; }
    h2 { font: 600 16px/1.4 system-ui, sans-serif; margin: 0; flex: 1; }
    button { font: inherit; color: inherit; background: transparent; border: 1px solid currentColor; border-radius: 4px;
      padding: 4px 12px; min-height: 32px; cursor: pointer; }
    button:focus-visible, ol:focus-visible { outline: 3px solid #1a5fb4; outline-offset: 2px; }
    ol { list-style: none; margin: 0; padding: 0; }
    li { padding: 8px 0; border-top: 1px solid #d8d2c4; overflow-wrap: anywhere; }
    code { font: 13px/1.45 ui-monospace, monospace; }
    .hint { display: block; color: #4a4a4a; }
    .kind { font-weight: 600; color: #b3261e; } .warning .kind.of-warning, .kind.of-warning { color: #7a5600; }
    p { margin: 8px 0 0; color: #4a4a4a; }
    @media (prefers-color-scheme: dark) {
      section { color: #ece8df; background: #201e1b; border-top-color: #ff8a80; }
      section.warning { border-top-color: #e0b050; }
      li { border-color: #4a463f; } .hint, p { color: #c3bdb1; }
      .kind { color: #ff8a80; } .warning .kind.of-warning, .kind.of-warning { color: #e0b050; }
      button:focus-visible, ol:focus-visible { outline-color: #8ab4f8; }
    }
    @media print { section { display: none; } }`;

  function element(name, words, kind) {
    const made = document.createElement(name);
    if (words) made.textContent = words;
    if (kind) made.className = kind;
    return made;
  }

  let host = null;

  function close() {
    if (host) host.remove();
    host = null;
  }

  function counted(number, what) {
    return number ? `${number} ${what}${number === 1 ? "" : "s"}` : "";
  }

  function show(notices) {
    const all = JSON.stringify(notices);
    close();
    if (!notices.length) { store.drop(DISMISSED); return; }
    if (store.get(DISMISSED) === all) return;
    const errors = notices.filter((one) => one.severity === "error").length;
    host = document.createElement("annotate-live");
    const root = host.attachShadow({ mode: "open" });
    const section = element("section", "", errors ? "" : "warning");
    section.setAttribute("role", "alert");
    section.setAttribute("aria-label", "Findings of the build");
    const head = element("header");
    head.append(element("h2", [counted(errors, "error"), counted(notices.length - errors, "warning")].filter(Boolean).join(", ")));
    const button = element("button", "Dismiss");
    button.addEventListener("click", () => { store.set(DISMISSED, all); close(); });
    head.append(button);
    const list = element("ol");
    for (const one of notices) {
      const item = element("li");
      const code = element("code", one.place);
      item.append(code, " ", element("span", `${one.severity}:`, `kind of-${one.severity}`), ` ${one.message} `);
      if (one.code) item.append(element("code", `[${one.code}]`));
      if (one.hint) item.append(element("span", `hint: ${one.hint}`, "hint"));
      list.append(item);
    }
    section.append(head, list);
    if (errors) section.append(element("p", "The page is as it was before; it is renewed as soon as this is mended."));
    section.addEventListener("keydown", (event) => { if (event.key === "Escape") button.click(); });
    const style = element("style", STYLE);
    root.append(style, section);
    document.documentElement.append(host);
  }

  restore();
  const query = new URLSearchParams({
    page: decodeURIComponent(location.pathname), version: script.dataset.version, boot: script.dataset.boot,
  });
  let line = null;

  function hang() {
    if (line) line.close();
    line = null;
  }

  function listen() {
    if (line || document.hidden) return;
    line = new EventSource(`/.annotate/events?${query}`);
    line.addEventListener("message", (event) => {
      const told = JSON.parse(event.data);
      if (!told.reload) { show(told.notices); return; }
      hang();
      remember();
      location.reload();
    });
  }

  /* A browser opens six lines to a server at most: pages out of sight hold none. */
  document.addEventListener("visibilitychange", () => (document.hidden ? hang() : listen()));
  addEventListener("pagehide", hang);
  addEventListener("pageshow", listen);
  listen();
})();
