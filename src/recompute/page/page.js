"use strict";
// Filter, search and sort the ledger; open passports beside the text. All is readable without this.
const plain = text => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[\u202f\u00a0]/g, " ").replace(/(\d) (?=\d)/g, "$1").toLowerCase();
const panel = document.getElementById("panel"), body = document.getElementById("passport");
const pages = new Map();  // name of a page of passports → its element, or those who wait for it
let opener = null;

// A page of passports cannot be read from here (file://), so it is loaded unseen and sends itself.
addEventListener("message", event => {
  const frame = [...document.querySelectorAll("iframe")].find(f => f.contentWindow === event.source);
  if (!frame || typeof event.data?.passports !== "string") return;
  const page = document.createElement("template");
  page.innerHTML = event.data.passports;
  for (const link of page.content.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), frame.src);
  const waiting = pages.get(frame.dataset.page);
  pages.set(frame.dataset.page, page.content);
  frame.remove();
  for (const ready of waiting) ready(page.content);
});

function load(page, ready) {
  const known = pages.get(page);
  if (known instanceof DocumentFragment) return ready(known);
  if (known) return known.push(ready);
  pages.set(page, [ready]);
  const frame = document.createElement("iframe");
  Object.assign(frame, { hidden: true, title: "", src: page });
  frame.dataset.page = page;
  document.body.append(frame);
}

function show(page, id, from) {
  load(page, content => {
    const found = content.getElementById(id);
    if (!found) return;
    const copy = found.cloneNode(true);
    copy.removeAttribute("id");
    body.replaceChildren(copy);
    panel.hidden = false;
    panel.scrollTop = 0;
    if (from) opener = from;
    panel.focus();
  });
}

function close() {
  if (panel.hidden) return;
  panel.hidden = true;
  history.replaceState(null, "", location.pathname + location.search);
  if (opener) opener.focus();
}

function follow() {  // the link of a passport leads here: #id
  const id = decodeURIComponent(location.hash.slice(1));
  if (!id) { panel.hidden = true; return; }
  if (document.getElementById(id)) return;
  const link = [...document.links].find(a => decodeURIComponent(a.hash.slice(1)) === id && a.pathname.includes("/passports/"));
  if (link) show(link.href.split("#")[0], id, link);
}

document.addEventListener("click", event => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.classList.contains("language")) { link.hash = location.hash; return; }
  if (!link.hash || !link.pathname.includes("/passports/") || link.classList.contains("own")) return;
  event.preventDefault();
  history.pushState(null, "", link.hash);
  show(link.href.split("#")[0], decodeURIComponent(link.hash.slice(1)), panel.contains(link) ? null : link);
});
document.addEventListener("keydown", event => { if (event.key === "Escape") close(); });
panel.querySelector(".close").addEventListener("click", close);
addEventListener("popstate", follow);

const ledger = document.getElementById("ledger"), filter = document.getElementById("filter"), rows = [...ledger.tBodies[0].rows];
const [word, verdict, place] = filter.elements, count = document.getElementById("count");
let texts = null;
const where = row => row.cells[4].textContent.split(" · ")[0];

function apply() {
  texts ??= new Map(rows.map(row => [row, plain([...row.cells].map(cell => cell.textContent).join(" "))]));
  const wanted = plain(word.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of rows) {
    const fits = wanted.every(w => texts.get(row).includes(w)) && (!verdict.value || row.cells[3].classList.contains(verdict.value)) && (!place.value || (place.value === "text" ? !places.has(where(row)) : where(row) === place.value));
    row.hidden = !fits;
    shown += fits;
  }
  count.textContent = shown;
}
const places = new Set([...place.options].map(option => option.value).filter(Boolean));
filter.hidden = false;
filter.addEventListener("submit", event => event.preventDefault());
let timer;
filter.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(apply, 80); });
count.textContent = rows.length;

[...ledger.tHead.rows[0].cells].forEach((head, column) => {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  button.title = ledger.dataset.sort + " « " + button.textContent + " »";
  head.append(button);
  button.addEventListener("click", () => {
    const up = head.getAttribute("aria-sort") !== "ascending";
    for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const key = row => row.cells[column].textContent;
    const number = text => parseFloat(text.replace(/[\s\u202f]/g, "").replace(",", ledger.dataset.point === "," ? "." : "").replace("−", "-"));
    const keyed = rows.map((row, at) => [column < 3 ? number(key(row)) : NaN, plain(key(row)), at, row]);
    keyed.sort((a, b) => (isNaN(a[0]) - isNaN(b[0]) || (a[0] - b[0] || 0) * (up ? 1 : -1)) || a[1].localeCompare(b[1]) * (up ? 1 : -1) || a[2] - b[2]);
    ledger.tBodies[0].append(...keyed.map(entry => entry[3]));
  });
});
follow();
document.documentElement.dataset.ready = "yes";
