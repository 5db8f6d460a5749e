// An edge is a strip of constant width on the screen, whatever the zoom and tilt.
uniform mat4 u_matrix;
uniform vec2 u_half; // half the viewport in CSS px
uniform float u_width;
uniform float u_soft;
uniform bool u_all; // also where the unit is not filled, and at every size
in vec3 a_from;
in vec3 a_to;
in uint a_unit;
flat out int v_status;
flat out float v_strong;
out vec2 v_at; // px along, px across

void main() {
    vec4 measure = measure_of(a_unit);
    uvec4 state = state_of(a_unit);
    v_status = int(state.r);
    v_strong = u_all ? 1.0 : smoothstep(3.0, 9.0, measure.z * u_pixels);
    vec4 from = u_matrix * vec4(a_from, 1.0);
    vec4 to = u_matrix * vec4(a_to, 1.0);
    bool last = (gl_VertexID & 1) == 1;
    float side = gl_VertexID > 1 ? 1.0 : -1.0;
    vec2 start = from.xy / from.w * u_half;
    vec2 way = to.xy / to.w * u_half - start;
    float length = max(length(way), 1e-3);
    vec2 ahead = way / length;
    float reach = 0.5 * u_width + u_soft;
    vec4 here = last ? to : from;
    vec2 off = vec2(-ahead.y, ahead.x) * side * reach + ahead * (last ? 0.5 : -0.5) * u_width;
    v_at = vec2(last ? length : 0.0, side * reach);
    bool drawn = (u_all || is_there(state, measure)) && v_strong > 0.0 && from.w > 0.0 && to.w > 0.0;
    gl_Position = drawn ? vec4(here.xy + off / u_half * here.w, here.z - 0.00002 * here.w, here.w) : NOWHERE;
}
