mark => {
  const before = window.ovtfSession ?? mark;
  window.ovtfSession = mark;
  if (before !== mark) window.location.reload();
  if (window.ovtfTyping !== undefined) return;
  window.ovtfTyping = Date.now();
  document.addEventListener('input', () => {
    if (!window.ovtfSession || Date.now() - window.ovtfTyping < 60000) return;
    window.ovtfTyping = Date.now();
    fetch('/session/used', {method: 'POST', credentials: 'same-origin'}).catch(() => {});
  }, true);
}
