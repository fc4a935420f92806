({ place }) => {
  const app = document.querySelector("[data-testid='stApp']");
  const main = document.querySelector("[data-testid='stMain']");
  const go = () => document.querySelector(place)?.scrollIntoView({ block: "start" });
  const isOver = () => app.dataset.testScriptState === "notRunning";
  // While a run draws, what was there before is pushed down and then taken away: the browser would follow it.
  main.style.overflowAnchor = "none";
  const end = () => {
    watch.disconnect();
    requestAnimationFrame(() => { go(); main.style.overflowAnchor = ""; });
  };
  const watch = new MutationObserver(() => { if (isOver()) end(); });
  watch.observe(app, { attributes: true });
  requestAnimationFrame(() => { go(); if (isOver()) end(); });
}
