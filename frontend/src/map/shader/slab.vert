// One slab per unit and floor: roof and walls, shaded by where they face.
uniform mat4 u_matrix;
uniform mat2 u_turn;
in vec3 a_at;
in uint a_unit;
in uvec4 a_wall; // decimetres along, length, above the foot, height (0: a roof)
in uint a_light;
flat out ivec2 v_status;
flat out float v_light;
flat out float v_fine;
out vec2 v_pattern;
out vec4 v_wall; // px to the start, to the end, to the foot, to the head

void main() {
    vec4 measure = measure_of(a_unit);
    uvec4 state = state_of(a_unit);
    v_status = ivec2(state.rb);
    v_light = float(a_light) / 255.0;
    bool roof = a_wall.w == 0u;
    vec4 wall = vec4(a_wall) * 0.1 * u_pixels;
    v_fine = smoothstep(6.0, 8.0, (roof ? measure.z * u_pixels : wall.w));
    v_pattern = roof ? u_turn * (a_at.xy - measure.xy) * u_pixels : wall.xz;
    v_wall = roof ? vec4(1e6) : vec4(wall.x, wall.y - wall.x, wall.z, wall.w - wall.z);
    gl_Position = is_there(state, measure) && is_filled(state) ? u_matrix * vec4(a_at, 1.0) : NOWHERE;
}
