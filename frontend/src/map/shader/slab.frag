// Patterned walls, with a joint between floors and bays so that each unit can be counted.
uniform float u_now;
uniform float u_coarse;
uniform vec3 u_line;
uniform vec3 u_edge;
flat in ivec2 v_status;
flat in float v_light;
flat in float v_fine;
in vec2 v_pattern;
in vec4 v_face;
out vec4 colour;

void main() {
    vec2 at = v_pattern / u_coarse;
    vec2 step = fwidth(at);
    vec4 wide = vec4(fwidth(v_face.x), fwidth(v_face.y), fwidth(v_face.z), fwidth(v_face.w));
    float soft = max(length(step) * 0.5, 0.05);
    // Far walls squeeze the pattern: it gives way to the mean tone before it flickers.
    float fine = v_fine * (1.0 - smoothstep(2.0, 3.2, max(step.x, step.y)));
    vec3 now = paint(v_status.x, at, soft, fine);
    if (u_now < 1.0 && v_status.y != v_status.x) now = mix(paint(v_status.y, at, soft, fine), now, u_now);
    vec4 near = clamp(1.0 - v_face / max(wide, vec4(1e-3)), 0.0, 1.0);
    float joint = max(max(near.x, near.y), max(near.z, near.w));
    vec3 line = v_status.x == 5 || v_status.x == 4 ? u_edge : u_line;
    colour = vec4(mix(now * v_light, line, 0.7 * joint), 1.0);
}
