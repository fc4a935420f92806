() => {
  if (window.ovtfLine) return;
  window.ovtfLine = true;
  let lost = false;
  // A field whose text was typed while the line broke was switched off before it could send it: leaving it sends it.
  const handOver = () => document.querySelectorAll("[data-testid='stMain'] input, [data-testid='stMain'] textarea")
    .forEach(field => field.dispatchEvent(new FocusEvent("focusout", { bubbles: true })));
  const drawAnew = () => document.querySelector(".st-key-line-again button")?.click();
  const look = () => {
    const state = document.querySelector("[data-testid='stApp']")?.dataset.testConnectionState;
    const isUp = state === "CONNECTED" || state === undefined;
    document.documentElement.classList.toggle("ovtf-lost", !isUp);
    if (isUp && lost) {
      handOver();
      setTimeout(drawAnew, 50); // what was handed over goes first, in a message of its own
    }
    lost = !isUp;
  };
  new MutationObserver(look).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["data-test-connection-state"] });
}
