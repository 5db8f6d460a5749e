// A cell lies flat; its pattern hangs on its own middle, so it stands still while the map moves.
uniform mat4 u_matrix; // metres of the chunk to clip space
uniform mat2 u_turn;   // turns patterns back upright on a turned map
in vec2 a_at;
in uint a_unit;
flat out ivec2 v_status; // now, before
flat out float v_fine;
out vec2 v_pattern;

void main() {
    vec4 measure = measure_of(a_unit);
    uvec4 state = state_of(a_unit);
    v_status = ivec2(state.rb);
    v_fine = smoothstep(6.0, 8.0, measure.z * u_pixels);
    v_pattern = u_turn * (a_at - measure.xy) * u_pixels;
    gl_Position = is_there(state, measure) && is_filled(state) ? u_matrix * vec4(a_at, 0.0, 1.0) : NOWHERE;
}
