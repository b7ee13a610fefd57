for (const svg of document.querySelectorAll('svg.plot')) {
  const lines = [...svg.querySelectorAll('path.line')].map(path => ({path,
    points: path.getAttribute('d').slice(1).split('L').map(p => p.split(' ').map(Number))}));
  if (lines.length === 0) continue;
  const [left, right, top, bottom] = svg.dataset.box.split(',').map(Number);
  const scales = svg.dataset.scales.split(',').map(Number);
  const value = (share, [low, high, isLog]) =>
    isLog ? low * Math.pow(high / low, share) : low + share * (high - low);
  const make = (name, attributes) => {
    const node = document.createElementNS(svg.namespaceURI, name);
    for (const key in attributes) node.setAttribute(key, attributes[key]);
    svg.append(node);
    return node;
  };
  const dot = make('circle', {class: 'hover', r: 4});
  const text = make('text', {class: 'hover', 'text-anchor': 'end', x: right, y: 12});
  const hide = () => { dot.style.display = text.style.display = 'none'; };
  const superscript = exponent => (exponent < 0 ? '⁻' : '') +
    [...String(Math.abs(exponent))].map(digit => '⁰¹²³⁴⁵⁶⁷⁸⁹'[digit]).join('');
  const number = x => {
    if (x === 0 || (Math.abs(x) >= 1e-3 && Math.abs(x) < 1e5)) return String(Number(x.toPrecision(3)));
    const [mantissa, exponent] = x.toExponential(2).split('e');
    return mantissa + ' × 10' + superscript(Number(exponent));
  };
  hide();
  svg.addEventListener('pointerleave', hide);
  svg.addEventListener('pointermove', event => {
    const at = new DOMPoint(event.clientX, event.clientY)
      .matrixTransform(svg.getScreenCTM().inverse());
    let best = null;
    for (const {points} of lines)
      for (const point of points) {
        const distance = Math.hypot(point[0] - at.x, (point[1] - at.y) / 4);
        if (best === null || distance < best.distance) best = {distance, point};
      }
    const [x, y] = best.point;
    dot.setAttribute('cx', x);
    dot.setAttribute('cy', y);
    const read = [value((x - left) / (right - left), scales.slice(0, 3)),
      value((bottom - y) / (bottom - top), scales.slice(3))];
    text.textContent = svg.dataset.hover.replace(/#/g, () => number(read.shift()));
    dot.style.display = text.style.display = '';
  });
}
