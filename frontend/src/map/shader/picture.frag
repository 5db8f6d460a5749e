// What was kept, pixel for pixel; where nothing was drawn it is clear.
uniform sampler2D u_picture;
out vec4 colour;

void main() {
    colour = texelFetch(u_picture, ivec2(gl_FragCoord.xy), 0);
    if (colour.a == 0.0) discard;
}
