"""Bars with their spread, and lines over time, as SVG without a library. Readable on light and dark pages alike."""
import html
import statistics

BAR, GAP, LEFT, WIDTH, HEAD = 22, 10, 130, 720, 46
COLOURS = {"leeward": "#2a78d6"}
OTHER = "#8a949e"


def head(title, below, height):
    return [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            f'role="img" font-family="sans-serif" font-size="13">',
            f"<title>{html.escape(title)}</title>",
            "<style>text { fill: #24292f } .spread { stroke: #24292f } @media (prefers-color-scheme: dark) "
            "{ text { fill: #e6edf3 } .spread { stroke: #e6edf3 } }</style>",
            f'<text x="0" y="18" font-size="15" font-weight="bold">{html.escape(title)}</text>',
            f'<text x="0" y="36">{html.escape(below)}</text>']


def bars(path, title, unit, series):
    """series: label to values; a bar is the median, the line over it least to most."""
    most = max(max(values) for values in series.values())
    scale = (WIDTH - LEFT - 110) / most
    height = HEAD + len(series) * (BAR + GAP) + 12
    parts = head(title, f"{unit}; the line is least to most", height)
    order = sorted(series.items(), key=lambda each: -statistics.median(each[1]))
    for i, (label, values) in enumerate(order):
        y, median = HEAD + i * (BAR + GAP), statistics.median(values)
        colour = COLOURS.get(label.split("-")[0], OTHER)
        low, high, middle = LEFT + min(values) * scale, LEFT + max(values) * scale, y + BAR / 2
        parts += [f'<text x="{LEFT - 8}" y="{middle + 5}" text-anchor="end">{html.escape(label)}</text>',
                  f'<rect x="{LEFT}" y="{y}" width="{median * scale:.1f}" height="{BAR}" rx="2" fill="{colour}"/>',
                  f'<line class="spread" x1="{low:.1f}" y1="{middle}" x2="{high:.1f}" y2="{middle}" stroke-width="2"/>',
                  f'<text x="{max(high, LEFT + median * scale) + 8:.1f}" y="{middle + 5}">{number(median)}</text>']
    path.write_text("\n".join(parts) + "\n</svg>\n")


def lines(path, title, unit, minutes, series):
    """series: label to a value for each of the minutes."""
    most, height, bottom, right = max(max(values) for values in series.values()), 260, 220, WIDTH - 110
    x = lambda minute: 60 + (right - 60) * minute / max(minutes)
    y = lambda value: bottom - (bottom - HEAD) * value / most
    parts = [*head(title, f"{unit} over minutes", height),
             f'<line class="spread" x1="60" y1="{bottom}" x2="{right}" y2="{bottom}"/>',
             f'<text x="52" y="{bottom}" text-anchor="end">0</text>',
             f'<text x="52" y="{HEAD + 5}" text-anchor="end">{number(most)}</text>',
             f'<text x="{right}" y="{bottom + 18}" text-anchor="end">{max(minutes):.0f}</text>']
    for (label, values), colour in zip(series.items(), ("#2a78d6", "#d1791b", "#3c8f4a", "#8a949e")):
        points = " ".join(f"{x(minute):.1f},{y(value):.1f}" for minute, value in zip(minutes, values))
        parts += [f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>',
                  f'<text x="{right + 6}" y="{y(values[-1]) + 5:.1f}">{html.escape(label)}</text>']
    path.write_text("\n".join(parts) + "\n</svg>\n")


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"
