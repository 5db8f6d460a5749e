// A cell lies flat; its pattern hangs on its own middle, so it stands still while the map moves.
uniform mat4 u_matrix; // metres of the chunk to clip space
uniform mat2 u_turn;   // turns patterns back upright on a turned map
in vec2 a_at;
in uint a_unit;
in uint a_corner;      // 0 to 3 around a cell of four corners, 4 for any other
flat out ivec2 v_status; // now, before
flat out float v_fine;
flat out float v_lined; // how much of a line between cells there is room for
flat out vec2 v_size;  // px
flat out vec3 v_mean;
out vec2 v_pattern;
out vec2 v_inside;     // 0 to 1 along length and depth

void main() {
    vec4 measure = texelFetch(u_measures, texel_of(a_unit), 0);
    uvec4 state = texelFetch(u_states, texel_of(a_unit), 0);
    v_status = statuses_of(state);
    v_size = measure.zw * u_pixels;
    float narrow = min(v_size.x, v_size.y);
    v_fine = smoothstep(6.0, 8.0, narrow);
    v_lined = smoothstep(5.0, 9.0, narrow);
    v_mean = mean_of(v_status.x);
    v_pattern = u_turn * (a_at - measure.xy) * u_pixels;
    v_inside = a_corner == 4u ? vec2(0.5) : vec2(a_corner == 1u || a_corner == 2u, a_corner > 1u);
    gl_Position = is_there(state) ? u_matrix * vec4(a_at, 0.0, 1.0) : NOWHERE;
}
