"""Writes counting.tsv: networks with numbers that were counted in another way.

Parameters are the sizes of the tensors that PyTorch's documentation lists for each module, added
up; operations are counted one by one in loops over all outputs and all places of a window;
shapes are found by moving a window until it leaves the padded input; receptive fields by following
places backwards. The last rows are published numbers.
"""

import itertools
import random

random.seed(4)
ROWS = []


def row(lines, what, expected, conventions=""):
    ROWS.append(("; ".join(lines), what, conventions, str(expected)))


def places(size, kernel, stride, padding, dilation):
    """Where a window can stand."""
    span = dilation * (kernel - 1) + 1
    return list(range(-padding, size + padding - span + 1, stride))


def product(sizes):
    result = 1
    for size in sizes:
        result *= size
    return result


def exact(size, kernel, stride, padding, dilation):
    return (size + 2 * padding - dilation * (kernel - 1) - 1) % stride == 0


def convolution(axes):
    """A random convolution whose sizes come out even."""
    while True:
        groups = random.choice([1, 1, 1, 2])
        n = groups * random.randint(1, 3)
        c = groups * random.randint(1, 4)
        sizes = [random.randint(5, 12) for _ in range(axes)]
        kernel = [random.randint(1, 3) for _ in range(axes)]
        stride = random.choice([1, 1, 2, 3])
        padding = random.choice([0, 0, 1, 2])
        dilation = random.choice([1, 1, 2])
        bias = random.choice([0, 1])
        outs = [len(places(s, k, stride, padding, dilation)) for s, k in zip(sizes, kernel)]
        if min(outs) > 0 and all(exact(s, k, stride, padding, dilation) for s, k in zip(sizes, kernel)):
            return groups, n, c, sizes, kernel, stride, padding, dilation, bias, outs


def text(sizes):
    return "x".join(str(size) for size in sizes)


def conv_rows(axes, count):
    for i in range(count):
        groups, n, c, sizes, kernel, stride, padding, dilation, bias, outs = convolution(axes)
        lines = [
            f"input {n}x{text(sizes)}",
            f"conv{axes}d {c} kernel {text(kernel)} stride {stride} padding {padding} "
            f"dilation {dilation} groups {groups} bias {'yes' if bias else 'no'}",
        ]
        if i % 3 == 0:
            row(lines, "shapes", "x".join(map(str, [c] + outs)))
        elif i % 3 == 1:
            weights = c * (n // groups) * product(kernel) + (c if bias else 0)
            row(lines, "parameters", weights)
        else:
            fused = random.choice([1, 2])
            total = 0
            for _ in range(c):
                for _ in itertools.product(*[range(out) for out in outs]):
                    multiplications = additions = 0
                    for _ in itertools.product(range(n // groups), *[range(k) for k in kernel]):
                        multiplications += 1
                        additions += 1
                    additions += -1 + bias
                    total += multiplications + (additions if fused == 2 else 0)
            row(lines, "flops", total, f"multiply_add = {fused}")


def transposed_rows(count):
    for i in range(count):
        n, c = random.randint(1, 4), random.randint(1, 4)
        sizes = [random.randint(2, 6), random.randint(2, 6)]
        kernel, stride = random.randint(2, 4), random.randint(1, 3)
        padding = random.randint(0, 1)
        lines = [
            f"input {n}x{text(sizes)}",
            f"conv_transpose2d {c} kernel {kernel} stride {stride} padding {padding}",
        ]
        if i % 2 == 0:
            # The places that any window reaches, without the padding.
            outs = []
            for size in sizes:
                reached = {stride * p + k for p in range(size) for k in range(kernel)}
                outs.append(max(reached) + 1 - 2 * padding)
            row(lines, "shapes", "x".join(map(str, [c] + outs)))
        else:
            row(lines, "parameters", n * c * kernel * kernel + c)


def pool_rows(count):
    for i in range(count):
        kind = random.choice(["maxpool2d", "avgpool2d"])
        c, kernel, stride = random.randint(1, 5), random.randint(2, 3), random.randint(1, 3)
        sizes = [kernel + stride * random.randint(0, 5) for _ in range(2)]
        outs = [len(places(s, kernel, stride, 0, 1)) for s in sizes]
        lines = [f"input {c}x{text(sizes)}", f"{kind} {kernel} stride {stride}"]
        if i % 2 == 0:
            row(lines, "shapes", "x".join(map(str, [c] + outs)))
            continue
        total = 0
        for _ in range(c * product(outs)):
            for step in range(kernel * kernel):
                total += 1 if step > 0 else 0
            total += 1 if kind == "avgpool2d" else 0
        row(lines, "flops", total)


def perceptron_rows(count):
    for i in range(count):
        sizes = [random.randint(1, 60) for _ in range(random.randint(2, 5))]
        bias = random.choice([0, 1])
        lines = [f"input {sizes[0]}"]
        for size in sizes[1:]:
            lines += [f"dense {size}", random.choice(["relu", "tanh", "sigmoid", "gelu"])]
        conventions = f"bias = {bias}"
        if i % 2 == 0:
            total = sum(a * b + bias * b for a, b in zip(sizes, sizes[1:]))
            row(lines, "parameters", total, conventions)
        else:
            total = sum(b * (a + (a - 1) + bias) for a, b in zip(sizes, sizes[1:]))
            row(lines, "flops", total, conventions)


def sequence_rows(count):
    for i in range(count):
        t, words, d = random.randint(2, 20), random.randint(10, 99), 4 * random.randint(1, 8)
        units, both = random.randint(1, 30), random.choice([1, 2])
        kind, gates = random.choice([("rnn", 1), ("lstm", 4), ("gru", 3)])
        if i % 2 == 0:
            lines = [f"input {t}", f"embedding {words} {d}", f"{kind} {units} directions {both}"]
            tensors = [(words, d)]
            for _ in range(both):
                # weight_ih, weight_hh, bias_ih, bias_hh
                tensors += [(gates * units, d), (gates * units, units)]
                tensors += [(gates * units,), (gates * units,)]
        else:
            heads = random.choice([1, 2, 4])
            lines = [f"input {t}x{d}", "residual", "layernorm", f"attention {heads}", "end"]
            # weight and bias; in_proj_weight, in_proj_bias, out_proj.weight, out_proj.bias
            tensors = [(d,), (d,), (3 * d, d), (3 * d,), (d, d), (d,)]
        row(lines, "parameters", sum(product(t) for t in tensors))


def field_rows(count):
    for _ in range(count):
        lines, layers = ["input 1x101"], []
        size = 101
        for _ in range(random.randint(1, 4)):
            kernel, stride, dilation = random.randint(1, 4), random.randint(1, 2), random.randint(1, 2)
            if not exact(size, kernel, stride, 0, dilation) or size < 20:
                continue
            size = len(places(size, kernel, stride, 0, dilation))
            lines.append(f"conv1d 1 kernel {kernel} stride {stride} dilation {dilation}")
            layers.append((kernel, stride, dilation))
        seen = {0}
        for kernel, stride, dilation in reversed(layers):
            seen = {p * stride + k * dilation for p in seen for k in range(kernel)}
        if layers:
            row(lines, "receptive field", max(seen) - min(seen) + 1)


def norm_rows():
    for c in (1, 3, 16):
        row([f"input {c}x4x4", "batchnorm"], "parameters", 2 * c)
        row([f"input {c}x4x4", "batchnorm affine no"], "parameters", 0)
        row([f"input 7x{c}", "layernorm"], "parameters", 2 * c)
    row(["input 6x4x4", "groupnorm 3"], "parameters", 12)
    row(["input 8x4x4", "global_avgpool"], "shapes", "8")
    row(["input 8x4x4", "global_maxpool"], "flops", 8 * 15)
    row(["input 8x4x4", "flatten"], "shapes", "128")
    row(["input 8x4x4", "upsample2d 2"], "shapes", "8x8x8")
    row(["input 8x4x6", "zero_pad2d 1x2"], "shapes", "8x6x10")
    row(["input 8x4x6", "tokens"], "shapes", "24x8")
    row(["input 2x8x8", "concat", "conv2d 3 kernel 1", "branch", "conv2d 4 kernel 3 padding 1", "end"],
        "shapes", "7x8x8")
    row(["input 2x8x8", "residual", "conv2d 2 kernel 3 padding 1", "end"], "parameters", 2 * 2 * 9 + 2)
    row(["input 5x5x5", "sum", "conv2d 5 1", "branch", "conv2d 5 1", "branch", "conv2d 5 1", "end"],
        "parameters", 3 * 30)
    row(["input 4", "repeat 5", "dense 4", "end"], "parameters", 100)
    row(["input 10", "fractions down", "flatten"], "shapes", "10")
    row(["input 3x10x10", "fractions down", "conv2d 1 kernel 3 stride 2"], "shapes", "1x4x4")
    row(["input 3x10x10", "fractions up", "maxpool2d 3 stride 2"], "shapes", "3x5x5")


def published_rows():
    """Numbers that others have published."""
    row(["input 1x28x28", "flatten", "dense 128", "relu", "dense 10"], "parameters", 101770)
    row(["input 1x28x28", "conv2d 32 kernel 3", "relu", "maxpool2d 2", "conv2d 64 kernel 3", "relu",
         "fractions down", "maxpool2d 2", "flatten", "dense 10"], "parameters", 34826)
    row(["input 3x32x32", "conv2d 32 kernel 3", "relu", "maxpool2d 2", "conv2d 64 kernel 3", "relu",
         "fractions down", "maxpool2d 2", "conv2d 64 kernel 3", "relu", "flatten", "dense 64", "relu",
         "dense 10"], "parameters", 122570)
    row(["input 1x32x32", "conv2d 6 kernel 5", "avgpool2d 2", "conv2d 16 kernel 5", "avgpool2d 2",
         "flatten", "dense 120", "dense 84", "dense 10"], "parameters", 61706)
    row(["input 50x12x12", "conv2d 20 kernel 4 padding 1 stride 2", "maxpool2d 3 stride 1"], "flops",
        1154560)
    row(["input 50x12x12", "conv2d 20 kernel 4 padding 1 stride 2", "maxpool2d 3 stride 1"], "flops",
        1153840, "bias = 0")
    vit = ["input 3x224x224", "conv2d 768 kernel 16 stride 16", "tokens", "class_token",
           "position_embedding 197", "repeat 12", "residual", "layernorm", "attention 12", "end",
           "residual", "layernorm", "dense 3072", "gelu", "dense 768", "end", "end", "layernorm",
           "first_token", "dense 1000"]
    row(vit, "parameters", 86567656)


conv_rows(1, 12)
conv_rows(2, 21)
conv_rows(3, 9)
transposed_rows(8)
pool_rows(14)
perceptron_rows(14)
sequence_rows(14)
field_rows(10)
norm_rows()
published_rows()
with open("counting.tsv", "w", encoding="utf-8") as file:
    file.write("# Written by make_counting.py: lines of a network, what is counted, conventions, the number.\n")
    for fields in ROWS:
        file.write("\t".join(fields) + "\n")
print(len(ROWS), "rows")
