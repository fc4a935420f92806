() => window.location.reload()
