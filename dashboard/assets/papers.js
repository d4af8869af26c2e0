// The pages of a paper as pictures of what stands in the PDF beside them; the first says how many there are.
(() => {
  const show = async (place) => {
    place.dataset.shown = "yes";
    const src = (number) => `${place.dataset.src}/${number}?v=${place.dataset.version}`;
    const first = await fetch(src(1));
    const count = first.ok ? Number(first.headers.get("Balm-Pages")) : 0;
    if (!first.ok) {
      const problem = await first.json().catch(() => ({ title: "There is no preview just now.", detail: "" }));
      place.textContent = `${problem.title}. ${problem.detail}`;
    }
    for (let number = 1; number <= count; number += 1) {
      const page = new Image();
      page.alt = `Page ${number} of ${count}. The PDF can be read aloud.`;
      page.src = src(number);
      place.append(page);
    }
  };
  new MutationObserver(() => { for (const place of document.querySelectorAll(".paper-pages:not([data-shown])")) show(place); })
    .observe(document.documentElement, { childList: true, subtree: true });
})();
