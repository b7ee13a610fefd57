for (const svg of document.querySelectorAll('svg.plot')) {
  const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
  const title = svg.querySelector('title').textContent;
  const name = title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const rules = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules])
    .filter(rule => rule.selectorText?.startsWith('svg .')).map(rule => rule.cssText).join('\n');
  const text = () => {
    const copy = svg.cloneNode(true);
    for (const node of copy.querySelectorAll('.hover')) node.remove();
    copy.setAttribute('width', width);
    copy.setAttribute('height', height);
    const style = document.createElementNS(svg.namespaceURI, 'style');
    style.textContent = 'svg { font-family: sans-serif; }\n' + rules;
    const paper = document.createElementNS(svg.namespaceURI, 'rect');
    for (const [key, value] of [['width', '100%'], ['height', '100%'], ['fill', '#fff']])
      paper.setAttribute(key, value);
    copy.prepend(style, paper);
    return new XMLSerializer().serializeToString(copy);
  };
  const save = (blob, extension) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name + extension;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  const saveSVG = () => save(new Blob([text()], {type: 'image/svg+xml'}), '.svg');
  const savePNG = () => {
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [3.75 * width, 3.75 * height];
      canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(blob => save(blob, '.png'));
    };
    image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(text());
  };
  const row = document.createElement('p');
  row.className = 'save';
  for (const [label, action] of [['SVG', saveSVG], ['PNG', savePNG]]) {
    const button = document.createElement('button');
    button.textContent = 'save as ' + label;
    button.setAttribute('aria-label', 'Save as ' + label + ': ' + title);
    button.addEventListener('click', action);
    row.append(button);
  }
  (svg.nextElementSibling ?? svg).after(row);
}
