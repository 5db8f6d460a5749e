// Cells are parted by a thin line of paper; what is only planned has a dashed outline instead.
uniform float u_width;
uniform float u_soft;
uniform bool u_all;
uniform vec3 u_line;
uniform vec3 u_edge;
flat in int v_status;
flat in float v_strong;
in vec2 v_at;
out vec4 colour;

void main() {
    bool dashed = !u_all && v_status == 5;
    float body = cover(abs(v_at.y) - 0.5 * u_width, u_soft);
    if (dashed) body *= cover(abs(mod(v_at.x, 5.0) - 1.5) - 1.5, u_soft);
    float strength = body * v_strong;
    if (strength <= 0.0) discard;
    colour = vec4(dashed ? u_edge : u_line, 1.0) * strength;
}
