// Recolouring eases from the status before to the status now.
uniform float u_now; // 0 before, 1 now
uniform float u_coarse; // size of patterns
flat in ivec2 v_status;
flat in float v_fine;
in vec2 v_pattern;
out vec4 colour;

void main() {
    vec2 at = v_pattern / u_coarse;
    float soft = max(length(fwidth(at)) * 0.5, 0.05);
    vec3 now = paint(v_status.x, at, soft, v_fine);
    if (u_now < 1.0 && v_status.y != v_status.x && v_status.y < 7) now = mix(paint(v_status.y, at, soft, v_fine), now, u_now);
    colour = vec4(now, 1.0);
}
