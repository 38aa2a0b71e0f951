// Every way out of a page that a policy can close, each tried towards `to`. Runs inside the page.

export const CHANNELS = {
  fetch: (to) => fetch(to, { mode: "no-cors" }).catch(() => {}),
  xhr: (to) => {
    const request = new XMLHttpRequest();
    request.open("GET", to);
    request.send();
  },
  beacon: (to) => navigator.sendBeacon(to, "x"),
  websocket: (to) => new WebSocket(to.replace("http", "ws")),
  eventsource: (to) => new EventSource(to),
  image: (to) => (new Image().src = to),
  iframe: (to) => (document.body.appendChild(document.createElement("iframe")).src = to),
  object: (to) => (document.body.appendChild(document.createElement("object")).data = to),
  video: (to) => (document.body.appendChild(document.createElement("video")).src = to),
  stylesheet: (to) => Object.assign(document.head.appendChild(document.createElement("link")), { rel: "stylesheet", href: to }),
  manifest: (to) => Object.assign(document.head.appendChild(document.createElement("link")), { rel: "manifest", href: to }),
  font: (to) => new FontFace("probe", `url(${to})`).load().catch(() => {}),
  background: (to) => document.body.setAttribute("style", `background-image: url(${to})`),
  cssom: (to) => (document.body.style.listStyleImage = document.body.style.borderImageSource = `url(${to})`),
  script: (to) => (document.head.appendChild(document.createElement("script")).src = to),
  import: (to) => {
    const script = document.createElement("script");
    script.type = "module";
    script.text = `import ${JSON.stringify(to)}`;
    document.head.append(script);
  },
  form: (to) => {
    const frame = document.body.appendChild(document.createElement("iframe"));
    frame.name = "form-target";
    const form = document.body.appendChild(document.createElement("form"));
    Object.assign(form, { action: to, method: "post", target: "form-target" });
    form.submit();
  },
};
