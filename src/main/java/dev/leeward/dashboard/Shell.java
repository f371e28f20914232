package dev.leeward.dashboard;

/** The pages around the fragments. They hold nothing of what the instance knows. Immutable. */
final class Shell {
  private final Assets assets;

  Shell(Assets assets) {
    this.assets = assets;
  }

  String dashboard() {
    Html html = new Html();
    head(html, "Leeward", "htmx.js", "dashboard.js");
    html.add(
        """
        <body>
        <a class="skip" href="#now">To what is served now</a>
        <header class="bar">
          <strong class="brand"><img src="{}" alt="" width="22" height="22"> Leeward <span id="who"></span></strong>
          <nav aria-label="Sections">
            <ul>
              <li><a href="#services">Services</a></li>
              <li><a href="#votes">Votes</a></li>
              <li><a href="#voters">Instances</a></li>
              <li><a href="#overrides">Overrides</a></li>
              <li><a href="#drills">Drills</a></li>
              <li><a href="#timeline">Timeline</a></li>
            </ul>
          </nav>
          <div class="tools">
            <span id="live" class="pill" data-state="waiting">connecting</span>
            <button type="button" id="theme" class="small outline secondary">Light or dark</button>
            <button type="button" id="logout" class="small outline secondary" hidden>Log out</button>
          </div>
        </header>
        <p id="said" class="hidden" role="status" aria-live="polite"></p>
        <p id="stale" class="banner bad" role="alert" hidden></p>
        <noscript><p class="banner bad">This page needs its scripts. <code>leeward status</code> shows the same without.</p></noscript>
        <main id="now" tabindex="-1" hx-get="/dashboard/now" hx-trigger="load, live from:body" hx-sync="this:drop">
          <p aria-busy="true">Asking this instance</p>
        </main>
        <dialog id="dialog" aria-labelledby="dialog-title"><article id="dialog-body"></article></dialog>
        </body>
        </html>
        """,
        assets.path("icon.svg"));
    return html.toString();
  }

  String login() {
    Html html = new Html();
    head(html, "Leeward: log in", "login.js");
    html.add(
        """
        <body>
        <main class="login">
          <h1>Leeward</h1>
          <form id="login">
            <label for="token">Token</label>
            <input id="token" type="password" name="token" required autocomplete="current-password" autofocus aria-describedby="token-help">
            <small id="token-help">One of those in this instance's <code>listen.api-token-file</code>. It is kept until the browser is closed, where no script can read it.</small>
            <p id="said" class="banner bad" role="alert" hidden></p>
            <button type="submit">Log in</button>
          </form>
        </main>
        </body>
        </html>
        """);
    return html.toString();
  }

  private void head(Html html, String title, String... scripts) {
    html.add(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="htmx-config" content='{"includeIndicatorStyles":false,"allowEval":false,"allowScriptTags":false,"selfRequestsOnly":true,"historyEnabled":false,"disableInheritance":true,"defaultSettleDelay":0}'>
        <title>{}</title>
        <link rel="icon" href="{}">
        <link rel="stylesheet" href="{}">
        <link rel="stylesheet" href="{}">
        """,
        title,
        assets.path("icon.svg"),
        assets.path("pico.css"),
        assets.path("dashboard.css"));
    for (String script : scripts) {
      html.add("<script src=\"{}\" defer></script>\n", assets.path(script));
    }
    html.add("</head>\n");
  }
}
