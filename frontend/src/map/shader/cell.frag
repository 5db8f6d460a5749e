// Most cells have one colour and end on the first line; patterns, borders and easing are paid for where they show.
uniform float u_now;    // 0 before, 1 now
uniform float u_coarse; // size of patterns
uniform float u_soft;
uniform vec3 u_line;
uniform vec3 u_edge;
flat in ivec2 v_status;
flat in float v_fine;
flat in float v_lined;
flat in vec2 v_size;
flat in vec3 v_mean;
in vec2 v_pattern;
in vec2 v_inside;
out vec4 colour;

vec3 bordered(vec3 inside) {
    // Half of the line between two cells; what is only planned has a dashed outline of its own.
    vec2 near = min(v_inside, 1.0 - v_inside) * v_size;
    float border = min(near.x, near.y);
    if (border > 1.6) return inside;
    bool planned = v_status.x == 5;
    float line = cover(border - (planned ? 1.0 : 0.55), u_soft) * v_lined;
    if (planned) {
        float along = near.x < near.y ? v_inside.y * v_size.y : v_inside.x * v_size.x;
        line *= cover(abs(mod(along, 5.0) - 1.5) - 1.5, u_soft);
    }
    return v_status.x == 7 ? mix(inside, u_edge, line * 0.4) : mix(inside, planned ? u_edge : u_line, line);
}

void main() {
    vec3 now = v_mean;
    vec2 at = v_pattern / u_coarse;
    float soft = u_soft / u_coarse;
    if (v_fine > 0.0 && is_patterned(v_status.x)) now = mix(now, pattern_of(v_status.x, at, soft), v_fine);
    if (u_now < 1.0 && v_status.y != v_status.x) now = mix(paint(v_status.y, at, soft, v_fine), now, u_now);
    if (v_lined > 0.0) now = bordered(now);
    colour = vec4(now, 1.0);
}
