// One slab per unit and floor: roof and walls, shaded by where they face.
uniform mat4 u_matrix;
uniform mat2 u_turn;
in vec3 a_at;
in uint a_unit;
in uvec4 a_face; // decimetres: along the face, its length, up the face, its height
in uint a_light; // 256 and more: a roof
flat out ivec2 v_status;
flat out float v_light;
flat out float v_fine;
out vec2 v_pattern;
out vec4 v_face; // px to the start, to the end, to the foot, to the head

void main() {
    uvec4 state = texelFetch(u_states, texel_of(a_unit), 0);
    v_status = statuses_of(state);
    v_light = float(a_light & 255u) / 255.0;
    vec4 face = vec4(a_face) * 0.1 * u_pixels;
    v_fine = smoothstep(6.0, 8.0, min(face.y, face.w));
    v_pattern = a_light > 255u ? u_turn * (a_at.xy - texelFetch(u_measures, texel_of(a_unit), 0).xy) * u_pixels : face.xz;
    v_face = vec4(face.x, face.y - face.x, face.z, face.w - face.z);
    gl_Position = is_there(state) && v_status.x != 7 ? u_matrix * vec4(a_at, 1.0) : NOWHERE;
}
