() => {
  document.querySelectorAll('.ovtf-print').forEach(button => { button.onclick = () => window.print(); });
  if (window.ovtfPrinting) return;
  window.ovtfPrinting = true;
  // Figures keep the width that they have on the screen: what is wider than the paper is made smaller as a whole.
  window.addEventListener('beforeprint', () => {
    const width = document.querySelector("[data-testid='stMainBlockContainer']").clientWidth;
    document.documentElement.style.setProperty('--ovtf-paper', Math.min(1, 1040 / width));
  });
}
