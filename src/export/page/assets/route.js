// The address: everything that is shown stands behind the #, so that every view can be linked to.

// #/graph?around=Q1&status=planned → { page: "graph", params }
export function route() {
  const [page, query] = location.hash.replace(/^#\/?/, "").split("?");
  return { page: page || "graph", params: new URLSearchParams(query ?? "") };
}

export function address(page, params) {
  const query = new URLSearchParams(params).toString();
  return `#/${page}${query ? `?${query}` : ""}`;
}

// A link with these parameters changed; null takes one out, a list gives several.
export function changed(params, changes) {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    for (const one of [value].flat()) if (one !== null && one !== undefined && one !== "") next.append(name, one);
  }
  return next;
}

export function go(page, params, replacing) {
  const hash = address(page, params);
  if (replacing) {
    history.replaceState(null, "", hash);
    dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    location.hash = hash;
  }
}

export const aboutLink = (id) => address("about", { id });

// What conditions a view has, of all parameters of the address.
export const CONDITIONS = ["around", "since", "until", "status", "about", "kind", "min_confidence", "top"];

export function conditions(params, without = []) {
  const kept = new URLSearchParams();
  for (const [name, value] of params) if (CONDITIONS.includes(name) && !without.includes(name)) kept.append(name, value);
  return kept;
}
