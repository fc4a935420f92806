({ place, marks }) => Object.assign(document.querySelector(place) ?? {}, marks)
