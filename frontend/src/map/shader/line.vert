// A line is a strip of constant width on the screen, whatever zoom and tilt.
uniform mat4 u_matrix;
uniform vec2 u_half;   // half the viewport in CSS px
uniform vec4 u_widths; // CSS px by class
uniform float u_pixels;
uniform float u_soft;
in vec2 a_from;
in vec2 a_to;
in float a_up;
in float a_start;      // metres from the beginning of the whole line, so that dashes run through corners
in uint a_class;
flat out float v_length;
flat out float v_width;
flat out float v_start;
out vec2 v_at;         // px along, px across

void main() {
    vec4 from = u_matrix * vec4(a_from, a_up, 1.0);
    vec4 to = u_matrix * vec4(a_to, a_up, 1.0);
    bool last = (gl_VertexID & 1) == 1;
    float side = (gl_VertexID & 2) == 2 ? 1.0 : -1.0;
    vec2 start = from.xy / from.w * u_half;
    vec2 way = to.xy / to.w * u_half - start;
    v_width = u_widths[a_class];
    v_length = max(length(way), 1e-3);
    v_start = a_start * u_pixels;
    vec2 ahead = way / v_length;
    float reach = 0.5 * v_width + u_soft;
    vec2 off = (vec2(-ahead.y, ahead.x) * side + ahead * (last ? 1.0 : -1.0)) * reach;
    v_at = vec2(last ? v_length + reach : -reach, side * reach);
    vec4 here = last ? to : from;
    gl_Position = from.w > 0.0 && to.w > 0.0 ? vec4(here.xy + off / u_half * here.w, here.z, here.w) : vec4(2.0, 2.0, 2.0, 1.0);
}
