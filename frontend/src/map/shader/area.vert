// Ground of one colour.
uniform mat4 u_matrix;
in vec2 a_at;

void main() {
    gl_Position = u_matrix * vec4(a_at, 0.0, 1.0);
}
