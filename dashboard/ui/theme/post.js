({ path, body }) => {
  fetch(path, { method: 'POST', credentials: 'same-origin', body }).finally(() => window.location.reload());
}
