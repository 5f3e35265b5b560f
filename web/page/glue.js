// Between the page and the engine: events in, markup and files out. It decides nothing.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const utf8 = new TextEncoder();
  const text = new TextDecoder();
  const KEY = "avtalsform";
  let engine;
  let last = null;
  let handle = null;
  let dead = false;

  const bytes = (start, length) => new Uint8Array(engine.memory.buffer, start, length);

  function ring(event, file = new Uint8Array()) {
    const json = utf8.encode(JSON.stringify(event));
    const room = bytes(engine.room(json.length + file.length), json.length + file.length);
    room.set(json);
    room.set(file, json.length);
    engine.ring(json.length);
    return JSON.parse(text.decode(bytes(engine.reply(), engine.reply_len())));
  }

  // A store that is closed to local files is no fault: a draft is only a safety net.
  const store = {
    get() {
      try { return JSON.parse(localStorage.getItem(KEY)); } catch { return null; }
    },
    set(value) {
      try { value ? localStorage.setItem(KEY, JSON.stringify(value)) : localStorage.removeItem(KEY); } catch { /* none */ }
    },
  };

  function download(name, kind, data) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([data], { type: kind }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  // A document in a frame that nobody sees, under the policy of this page.
  function print(html) {
    $("printed")?.remove();
    const frame = document.createElement("iframe");
    Object.assign(frame, { id: "printed", className: "hidden", title: "", tabIndex: -1, srcdoc: html });
    frame.setAttribute("aria-hidden", "true");
    frame.onload = () => frame.contentWindow.print();
    document.body.append(frame);
  }

  // Writes over the file that was chosen before, where the browser allows it; hands out a download otherwise.
  async function save(name, kind, data) {
    if (window.showSaveFilePicker && !navigator.webdriver) {
      try {
        handle ??= await showSaveFilePicker({ suggestedName: name, types: [{ accept: { "application/yaml": [".yaml"] } }] });
        const file = await handle.createWritable();
        await file.write(data);
        await file.close();
        return send({ act: "saved" });
      } catch (error) {
        if (error.name === "AbortError") return undefined;
        handle = null;
      }
    }
    download(name, kind, data);
    return send({ act: "saved" });
  }

  function stop(swedish, english, detail) {
    dead = true;
    const box = $("crash");
    box.hidden = false;
    box.className = "fault";
    const said = (words, lang) => Object.assign(document.createElement("p"), { textContent: words, lang });
    box.replaceChildren(said(swedish, "sv"), said(english, "en"));
    const button = (label, act) => {
      const made = Object.assign(document.createElement("button"), { textContent: label, type: "button", onclick: act });
      box.append(made, " ");
      return made;
    };
    if (last) button("Spara svaren / Save the answers", () => download(last[0], "application/yaml", last[1])).focus();
    button("Ladda om / Reload", () => { window.onbeforeunload = null; location.reload(); });
    box.append(Object.assign(document.createElement("pre"), { textContent: detail }));
  }

  function crash(error) {
    let detail = String((error && error.message) || error);
    try { detail = text.decode(bytes(engine.fault(), engine.fault_len())) || detail; } catch { /* no engine */ }
    stop(
      "Något gick fel i verktyget. Svaren finns kvar och kan sparas.",
      "Something went wrong in the tool. The answers are still here and can be saved.",
      detail,
    );
  }

  // What has been opened to read stays open.
  const callbacks = { beforeAttributeUpdated: (name, node) => name !== "open" || node.tagName !== "DETAILS" };

  function send(event, file) {
    if (dead) return;
    let reply;
    const begun = performance.now();
    try { reply = ring(event, file); } catch (error) { return crash(error); }
    const rung = performance.now();
    // What is being typed stays as it is.
    const typing = event.act !== "add" && /^(INPUT|TEXTAREA)$/.test(document.activeElement?.tagName);
    // What was pressed stays under the pointer, whatever comes or goes above it.
    const pressed = document.activeElement;
    const stood = pressed?.getBoundingClientRect().top;
    Idiomorph.morph($("app"), reply.html, { morphStyle: "innerHTML", ignoreActiveValue: typing, callbacks });
    window.took = { act: event.act, engine: rung - begun, all: performance.now() - begun };
    const moved = pressed?.isConnected && !reply.focus ? pressed.getBoundingClientRect().top - stood : 0;
    if (moved && pressed !== document.body) scrollBy(0, moved);
    document.title = (reply.saved ? "" : "* ") + reply.title;
    document.documentElement.lang = reply.lang;
    if (reply.say) $("said").textContent = reply.say;
    if (reply.focus && $(reply.focus)) {
      $(reply.focus).focus({ preventScroll: true });
      scrollTo({ top: 0 });
    }
    if ($("fault")) $("fault").focus();
    // What is written over is the file that is open, and no other.
    if (reply.text?.[0] !== last?.[0]) handle = null;
    last = reply.text;
    if (last || event.act === "forget") store.set(reply.keep && !reply.saved ? last : null);
    window.onbeforeunload = reply.saved ? null : (leaving) => leaving.preventDefault();
    if (!reply.file) return;
    const data = bytes(engine.file(), engine.file_len()).slice();
    if (reply.print) return print(text.decode(data));
    event.act === "save" ? save(reply.file.name, reply.file.kind, data) : download(reply.file.name, reply.file.kind, data);
  }

  const of = ({ dataset, type, checked, value }) => ({
    act: dataset.act,
    arg: dataset.arg || "",
    value: type === "checkbox" ? (checked ? "on" : "") : value ?? "",
  });
  document.addEventListener("click", (event) => {
    const target = event.target.closest("button[data-act]");
    if (!target) return;
    if (target.dataset.act === "mode" && target.dataset.arg === "start") handle = null;
    send(of(target));
  });
  document.addEventListener("change", async ({ target }) => {
    if (target.dataset.open !== undefined) {
      const files = [...target.files];
      if (!files.length) return;
      handle = null;
      const content = new Uint8Array(await new Blob(files).arrayBuffer());
      send({ act: "open", files: files.map((file) => [file.name, file.size]) }, content);
      target.value = "";
    } else if (target.dataset.act && target.dataset.live === undefined) send(of(target));
  });
  document.addEventListener("input", ({ target }) => {
    if (target.dataset.live !== undefined) send(of(target));
  });
  document.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    send({ act: form.dataset.act, fields: Object.fromEntries(new FormData(form)) });
  });

  // Seven bits a letter; see pack.py.
  function unpacked(letters) {
    const packed = new Uint8Array((letters.length * 7) >> 3);
    let held = 0;
    let count = 0;
    let at = 0;
    for (let place = 0; place < letters.length; place += 1) {
      held = ((held << 7) | (letters.charCodeAt(place) & 127)) & 0x7fff;
      count += 7;
      if (count >= 8) {
        count -= 8;
        packed[at] = held >> count;
        at += 1;
      }
    }
    return packed;
  }

  async function start() {
    if (typeof WebAssembly !== "object") {
      return stop(
        "Webbläsaren har WebAssembly avstängt, ofta av arbetsgivarens inställningar. Sidan behöver det för att räkna. Be it-avdelningen tillåta det, eller pröva en annan webbläsare.",
        "The browser has WebAssembly switched off, often by settings of the employer. The page needs it to compute. Ask the IT department to allow it, or try another browser.",
        "",
      );
    }
    const stream = new Blob([unpacked($("engine").textContent)]).stream().pipeThrough(new DecompressionStream("gzip"));
    // Compiled while it is unpacked.
    const headers = { "content-type": "application/wasm" };
    const module = await WebAssembly.compileStreaming(new Response(stream, { headers }));
    const asked = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      // The engine asks for the time of day, which stands in no file, and for nothing else.
      (asked[from] ??= {})[name] = name.startsWith("__wbg_now_") ? Date.now : () => { throw new Error(name); };
    }
    engine = (await WebAssembly.instantiate(module, asked)).exports;
    const kept = store.get();
    send({ act: "begin", fields: kept ? { name: kept[0], text: kept[1] } : {} });
    window.ready = performance.now();
    window.send = send;
    setTimeout(() => send({ act: "rest" }));
  }
  start().catch(crash);
})();
