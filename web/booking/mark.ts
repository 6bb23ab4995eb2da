// Runs before anything is seen: what can run the app will not show the plain page. Should the app not arrive, it does.
// A classic script, with nothing around it: no names of its own may be left in the window.
if ("noModule" in HTMLScriptElement.prototype) {
  const { classList } = document.documentElement;
  // While it runs, and then no more.
  const { dataset } = document.currentScript!;
  classList.add("app");
  if (/[?&]embed=1(&|$)/.test(location.search)) classList.add("framed");
  addEventListener(
    "error",
    ({ target }) => {
      if (target instanceof HTMLScriptElement) classList.remove("app");
    },
    true,
  );
  // First what is known already is drawn, then the app is fetched: on a slow line they would only get in each other's way.
  const fetchApp = () => {
    const [script, ...preloads] = (dataset.app ?? "").split(" ");
    for (const href of preloads)
      document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href }));
    document.head.append(Object.assign(document.createElement("script"), { type: "module", src: script }));
  };
  addEventListener("DOMContentLoaded", () => {
    // Frames are drawn in no tab that nobody sees.
    if (document.hidden) fetchApp();
    else requestAnimationFrame(() => setTimeout(fetchApp));
  });
}
