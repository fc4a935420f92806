() => {
  if (window.ovtfPictures) return;
  window.ovtfPictures = true;
  // No sign that opens a tag is written here: a script with one is taken out of the page before it runs.
  // Plotly draws the picture itself, with its own button (which shell.css hides): nothing leaves the window.
  const wrapped = (text, most) => text.split(' ').reduce((lines, word) => {
    const last = lines[lines.length - 1];
    return last && most >= (last + ' ' + word).length ? [...lines.slice(0, -1), last + ' ' + word] : [...lines, word];
  }, []);
  const plain = text => text.replace(/&/g, '&amp;').replace(/\u003c/g, '&lt;');
  const turned = line => document.documentElement.dir === 'rtl' ? `\u202b${line}\u202c` : line;
  // A dot ends a line and never begins one.
  const lines = (text, most) => wrapped(text.replace(/ · /g, '\u00a0· '), most).map(line => turned(plain(line)));
  const dressed = (figure, told, width) => {
    const heading = lines(told.title, width / 9), source = lines(told.source, width / 6);
    const more = 20 * heading.length + 15 * source.length + 26, size = figure._fullLayout._size;
    const isTurned = document.documentElement.dir === 'rtl';
    const text = `\u003cb>${heading.join('\u003cbr>')}\u003c/b>\u003cbr>\u003cspan style="font-size:11px">${source.join('\u003cbr>')}\u003c/span>`;
    return [more, {
      ...figure.layout,
      title: { text, x: isTurned ? 1 : 0, xanchor: isTurned ? 'right' : 'left', y: 1 - 14 / (figure._fullLayout.height + more), yanchor: 'top',
        yref: 'container', pad: { l: 12, r: 12 }, font: { size: 15 } },
      margin: { l: size.l, r: size.r, b: Math.max(size.b, 14), t: size.t + more },
      paper_bgcolor: getComputedStyle(document.querySelector("[data-testid='stApp']")).backgroundColor,
    }];
  };
  document.addEventListener('click', event => {
    const button = event.target.closest('.ovtf-picture');
    const figure = button?.closest("[data-testid='stVerticalBlock']:has(.js-plotly-plot)")?.querySelector('.js-plotly-plot');
    if (!figure) return;
    const { width, height } = figure._fullLayout, shown = figure.layout;
    const [more, layout] = dressed(figure, button.dataset, width);
    figure._context.toImageButtonOptions = {
      format: button.dataset.format, filename: button.dataset.name, width, height: height + more, scale: 2 };
    figure.layout = layout;  // read at once when the picture is begun, so the screen never shows it
    figure.querySelector('.modebar-btn').click();
    figure.layout = shown;
  });
}
