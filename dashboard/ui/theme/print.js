() => document.querySelectorAll('.ovtf-print').forEach(button => { button.onclick = () => window.print(); })
