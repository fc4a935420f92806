() => {
  const leave = () => {
    document.title = 'Notes';
    document.body.style.display = 'none';
    window.location.replace('/quiet');
  };
  document.querySelectorAll('.ovtf-exit').forEach(button => { button.onclick = leave; });
  if (window.ovtfLeaving) return;
  window.ovtfLeaving = true;
  let pressed = [];
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') { pressed = []; return; }
    pressed = [...pressed, Date.now()].slice(-3);
    if (pressed.length === 3 && pressed[2] - pressed[0] < 1500) leave();
  }, true);
}
