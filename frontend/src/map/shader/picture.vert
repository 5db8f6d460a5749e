// A part of the view.
uniform vec4 u_part; // left, bottom, right, top in clip space

void main() {
    gl_Position = vec4(mix(u_part.xy, u_part.zw, vec2(gl_VertexID & 1, gl_VertexID >> 1)), 0.0, 1.0);
}
