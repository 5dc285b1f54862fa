#!/usr/bin/env python3
"""Draws the network of the assignment as SVG; `chromium --print-to-pdf` makes the PDF for LaTeX."""
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


network()
