// Renews the page when something happens, and sends what the dialog asks for to the API.
"use strict";

(() => {
  const RENEWAL_MILLIS = 2000;
  const STALE_MILLIS = 6000;
  const byId = (id) => document.getElementById(id);
  const dialog = byId("dialog");
  let shown = "";
  let lastAnswer = Date.now();

  // Light and dark: the system's, unless somebody chose.
  const chosen = localStorage.getItem("leeward-theme");
  if (chosen) {
    document.documentElement.dataset.theme = chosen;
  }
  byId("theme").addEventListener("click", () => {
    const dark = document.documentElement.dataset.theme
      ? document.documentElement.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.dataset.theme = dark ? "light" : "dark";
    localStorage.setItem("leeward-theme", document.documentElement.dataset.theme);
  });

  // What happens here comes as events; what only grows older is asked for now and again.
  const renew = () => htmx.trigger(document.body, "live");
  let soon = 0;
  const renewSoon = () => {
    clearTimeout(soon);
    soon = setTimeout(renew, 50);
  };
  setInterval(() => document.hidden || renew(), RENEWAL_MILLIS);
  document.addEventListener("visibilitychange", () => document.hidden || renew());

  const live = (state, text) => {
    const pill = byId("live");
    pill.dataset.state = state;
    if (pill.textContent !== text) {
      pill.textContent = text;
    }
  };

  const follow = () => {
    const stream = new EventSource("/api/v1/events/stream");
    stream.addEventListener("agreed", renewSoon);
    stream.addEventListener("local", renewSoon);
    stream.onopen = () => live("live", "live");
    stream.onerror = () => {
      live("waiting", "reconnecting");
      if (stream.readyState === EventSource.CLOSED) {
        setTimeout(follow, RENEWAL_MILLIS);
      }
    };
  };
  let following = false;

  const stale = () => {
    const late = Date.now() - lastAnswer;
    const banner = byId("stale");
    if (late < STALE_MILLIS || document.hidden) {
      banner.hidden = true;
    } else if (banner.hidden) {
      banner.textContent = "This instance does not answer. What is below was so at "
        + new Date(lastAnswer).toISOString().slice(11, 19) + " UTC. Any other instance shows the same page.";
      banner.hidden = false;
    }
  };
  setInterval(stale, 1000);

  const headline = () => {
    const heading = byId("headline");
    if (!heading) {
      return;
    }
    byId("who").textContent = heading.dataset.who;
    document.title = heading.textContent + " - Leeward " + heading.dataset.who;
    if (byId("said").textContent !== heading.textContent) {
      byId("said").textContent = heading.textContent;
    }
  };

  const forbidden = (said) => {
    const answer = JSON.parse(said);
    const place = byId("now");
    place.replaceChildren();
    [].concat(answer.what, answer.whatToDo + ".").forEach((each) => line(place, "p", each));
    place.className = "banner bad";
  };

  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "now") {
      return;
    }
    if (event.detail.xhr.status === 401) {
      location.replace("/login");
    } else if (event.detail.xhr.status === 403) {
      forbidden(event.detail.xhr.responseText);
    } else if (event.detail.xhr.status === 200) {
      lastAnswer = Date.now();
      stale();
      if (!following) {
        following = true;
        follow();
      }
      // The same again would only disturb whoever reads it.
      event.detail.shouldSwap = event.detail.xhr.responseText !== shown;
      shown = event.detail.xhr.responseText;
    }
  });

  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "now") {
      headline();
    } else if (event.detail.target.id === "dialog-body" && !dialog.open) {
      dialog.showModal();
      const by = byId("by");
      if (by) {
        by.value = localStorage.getItem("leeward-by") || "";
      }
      const first = dialog.querySelector("#reason, [data-close]");
      if (first) {
        first.focus();
      }
      const form = byId("act");
      if (form) {
        rehearse(form);
      }
    }
  });

  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) {
      dialog.close();
    }
  });

  // Text only: whatever an instance or an operator said cannot become markup.
  const line = (parent, name, text) => {
    const element = document.createElement(name);
    element.textContent = text;
    parent.append(element);
    return element;
  };

  const outcome = (tone) => {
    const place = byId("outcome");
    place.className = "banner " + tone;
    place.replaceChildren();
    return place;
  };

  const body = (form) => {
    const fields = Object.fromEntries(new FormData(form).entries());
    const lasts = fields.lasts;
    delete fields.lasts;
    for (const key of Object.keys(fields)) {
      if (fields[key] === "") {
        delete fields[key];
      }
    }
    if (fields.shadow) {
      fields.shadow = true;
    }
    if (lasts === "permanent") {
      fields.permanent = true;
    } else if (lasts) {
      fields.forSeconds = Number(lasts);
    }
    return fields;
  };

  // What the API itself says that this very request would change.
  const regions = (service) => service.regions.join(", ") || "nothing";
  const rehearse = async (form) => {
    const place = form.querySelector("#rehearsal");
    const fields = body(form);
    fields.reason = fields.reason || "asked before it is confirmed";
    let said;
    try {
      const answer = await fetch(form.dataset.path + "?dry-run=true", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(fields),
      });
      said = await answer.json();
    } catch (failure) {
      return;
    }
    place.replaceChildren();
    if (!said.after) {
      [].concat(said.what || []).forEach((each) => line(place, "p", "It would be refused: " + each + "."));
      place.className = "banner bad";
      return;
    }
    place.className = "banner wanted";
    form.dataset.ledger = said.before.ledger;
    const before = Object.fromEntries(said.before.services.map((each) => [each.name, each]));
    said.after.services.forEach((each) => {
      const now = before[each.name] ? regions(before[each.name]) : "nothing";
      const then = regions(each);
      line(place, "p", now === then
        ? "At once, " + each.name + " stays at " + then + " (" + each.reason + ")."
        : "At once, " + each.name + " goes from " + now + " to " + then + " (" + each.reason + ").");
    });
    const moves = said.after.services.length > 0;
    (said.changes.length ? (moves ? [] : said.changes.map((each) => each + ".")) : ["Nothing would change: it is so already."])
      .concat((said.warnings || []).map((each) => "Beware: " + each + "."))
      .forEach((each) => line(place, "p", each));
  };

  document.body.addEventListener("change", (event) => {
    if (event.target.form && event.target.form.id === "act" && event.target.tagName === "SELECT") {
      rehearse(event.target.form);
    }
  });

  const done = (form, answer) => {
    const place = outcome("good");
    const changes = answer.changes && answer.changes.length ? answer.changes : ["Nothing had to change."];
    changes.forEach((each) => line(place, "p", each));
    (answer.warnings || []).forEach((each) => line(place, "p", "Beware: " + each));
    if (answer.drill) {
      line(place, "p", "Its report stands below Drills, and with leeward drill --show " + answer.drill);
    }
    if (answer.instances && answer.instances.length) {
      line(place, "p", "Known to " + answer.instances.join(", ") + ".");
    }
    byId("do").hidden = true;
    const close = form.querySelector("[data-close]");
    close.textContent = "Close";
    close.focus();
  };

  const refused = (form, status, answer) => {
    const place = outcome("bad");
    [].concat(answer.what || "Refused (" + status + ")").forEach((each) => line(place, "p", each));
    if (answer.whatToDo) {
      line(place, "p", answer.whatToDo + ".");
    }
    if (status === 412) {
      rehearse(form);
    }
    if (status === 409 && form.dataset.path.endsWith("/drain")) {
      const label = line(place, "label", "");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.name = "force";
      box.value = answer.error;
      label.append(box, " Break the rule " + answer.error + " all the same");
      box.focus();
    }
  };

  document.body.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.id !== "act") {
      return;
    }
    event.preventDefault();
    const fields = body(form);
    localStorage.setItem("leeward-by", fields.by || "");
    const button = byId("do");
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
    try {
      const headers = { "Content-Type": "application/json" };
      if (form.dataset.ledger) {
        // What was foreseen is what is done, or nothing is.
        headers["If-Match"] = '"' + form.dataset.ledger + '"';
      }
      const answer = await fetch(form.dataset.path, {
        method: "POST",
        headers,
        body: JSON.stringify(fields),
      });
      const said = await answer.json();
      if (!form.isConnected) {
        // Whoever sent it looks at something else by now.
      } else if (answer.ok) {
        done(form, said);
      } else {
        refused(form, answer.status, said);
      }
    } catch (failure) {
      form.isConnected && line(outcome("bad"), "p", "This instance does not answer. Whether it was done shows any other instance.");
    }
    button.disabled = false;
    button.removeAttribute("aria-busy");
    renew();
  });

  byId("logout").hidden = !sessionStorage.getItem("leeward-login");
  byId("logout").addEventListener("click", async () => {
    sessionStorage.removeItem("leeward-login");
    await fetch("/logout", { method: "POST", headers: { "Content-Type": "application/json" } });
    location.replace("/login");
  });
})();
