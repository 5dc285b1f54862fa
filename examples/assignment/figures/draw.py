#!/usr/bin/env python3
"""Draws the figures of the assignment as SVG; `chromium --print-to-pdf` makes the PDFs for LaTeX."""
import math
import pathlib

HERE = pathlib.Path(__file__).parent
STYLE = 'font-family="serif" font-size="15" fill="#222"'


def svg(name, width, height, parts):
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
    back = f'<rect width="{width}" height="{height}" fill="#fff"/>'
    (HERE / name).write_text("\n".join([head, back, *parts, "</svg>"]) + "\n")


def text(x, y, words, color="#222", anchor="middle"):
    return f'<text x="{x}" y="{y}" {STYLE.replace("#222", color)} text-anchor="{anchor}">{words}</text>'


def activations():
    sigma = lambda x: 1 / (1 + math.exp(-x))
    curves = [
        ("σ", sigma, "#2a5885", ""),
        ("σ′", lambda x: sigma(x) * (1 - sigma(x)), "#2a5885", "6 4"),
        ("tanh", math.tanh, "#a3201a", ""),
        ("tanh′", lambda x: 1 - math.tanh(x) ** 2, "#a3201a", "6 4"),
    ]
    left, top, unit, up = 40, 25, 60, 95
    x_of = lambda x: left + (x + 4) * unit
    y_of = lambda y: top + (1.1 - y) * up
    parts = []
    for y in (-1, 0, 1):
        width = 1.2 if y == 0 else 0.5
        parts.append(f'<path d="M{x_of(-4)} {y_of(y):.1f}H{x_of(4)}" stroke="#888" stroke-width="{width}"/>')
        parts.append(text(left - 8, y_of(y) + 5, str(y).replace("-", "−"), anchor="end"))
    parts.append(f'<path d="M{x_of(0)} {y_of(1.1):.1f}V{y_of(-1.1):.1f}" stroke="#888" stroke-width="1.2"/>')
    for x in (-4, -2, 2, 4):
        parts.append(text(x_of(x), y_of(0) + 18, str(x).replace("-", "−")))
    for i, (name, f, color, dash) in enumerate(curves):
        points = " ".join(f"{x_of(k / 20):.1f},{y_of(f(k / 20)):.1f}" for k in range(-80, 81))
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        parts.append(f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2"{dashes}/>')
        y = top + 40 + 24 * i
        parts.append(f'<path d="M{x_of(4) + 20} {y}h34" stroke="{color}" stroke-width="2"{dashes}/>')
        parts.append(text(x_of(4) + 62, y + 5, name, color, "start"))
    svg("activations.svg", 650, 260, parts)


def network():
    nodes = {"x₁": (40, 35), "x₂": (40, 95), "x₃": (40, 165), "x₄": (40, 225)}
    circles = {"Σ₁": (190, 65), "σ₁": (270, 65), "Σ₂": (190, 195), "σ₂": (270, 195), "Σ₃": (420, 130), "σ₃": (500, 130)}
    edges = [("x₁", "Σ₁", "w₁"), ("x₂", "Σ₁", "w₂"), ("x₃", "Σ₂", "w₃"), ("x₄", "Σ₂", "w₄"), ("Σ₁", "σ₁", ""),
             ("Σ₂", "σ₂", ""), ("σ₁", "Σ₃", "w₅"), ("σ₂", "Σ₃", "w₆"), ("Σ₃", "σ₃", "")]
    place = {**nodes, **circles}
    parts = ['<defs><marker id="a" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
             '<path d="M0 0L8 4L0 8z" fill="#555"/></marker></defs>']
    for start, end, weight in edges:
        (x1, y1), (x2, y2) = place[start], place[end]
        length = math.hypot(x2 - x1, y2 - y1)
        dx, dy = (x2 - x1) / length, (y2 - y1) / length
        parts.append(f'<path d="M{x1 + 20 * dx:.1f} {y1 + 20 * dy:.1f}L{x2 - 20 * dx:.1f} {y2 - 20 * dy:.1f}" stroke="#555" marker-end="url(#a)"/>')
        if weight:
            parts.append(text(round((x1 + x2) / 2), round((y1 + y2) / 2 - 8), weight, "#2a5885"))
    parts.append('<path d="M520 130H565" stroke="#555" marker-end="url(#a)"/>')
    parts.append(text(582, 135, "ŷ"))
    for name, (x, y) in circles.items():
        parts.append(f'<circle cx="{x}" cy="{y}" r="19" fill="#f4f3ef" stroke="#222"/>')
        parts.append(text(x, y + 5, name))
    for name, (x, y) in nodes.items():
        parts.append(text(x, y + 5, name))
    svg("network.svg", 610, 260, parts)


activations()
network()
