told => Object.assign(document.documentElement, told)
