package dev.leeward.dashboard;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A button that opens the dialog. Its id stays, so that the focus stays when the page renews. */
record Button(String text, String label, String address) {
  /** Asks for a command's confirmation. */
  static Button of(Action action, String service, String region) {
    String to = region.isEmpty() ? "" : " " + region;
    String of = service.isEmpty() ? "" : " " + service;
    return new Button(
        action.title(),
        action.title() + of + to,
        "/dashboard/confirm?action="
            + action.word()
            + parameter("service", service)
            + parameter("region", region));
  }

  static String parameter(String name, String value) {
    return value.isEmpty()
        ? ""
        : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  void write(Html html) {
    html.add(
        "<button type=\"button\" class=\"small outline\" id=\"{}\" aria-label=\"{}\" "
            + "aria-haspopup=\"dialog\" hx-get=\"{}\" hx-target=\"#dialog-body\">{}</button>\n",
        "b" + Integer.toHexString(address.hashCode()),
        label,
        address,
        text);
  }
}
