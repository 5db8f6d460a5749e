// A ring is a square on the screen, placed by us in double precision.
uniform vec2 u_half;
in vec4 a_place;  // centre x, y from the top left (CSS px); radius; kind
in vec4 a_shares; // running sums of the shares …
in vec4 a_rest;   // … and the slot of the number in the atlas
flat out vec4 v_shares;
flat out vec4 v_rest;
flat out float v_radius;
flat out int v_kind;
out vec2 v_at;

void main() {
    float reach = a_place.z + 8.0;
    vec2 corner = vec2((gl_VertexID & 1) == 1 ? 1.0 : -1.0, gl_VertexID > 1 ? 1.0 : -1.0);
    v_at = corner * reach;
    v_shares = a_shares;
    v_rest = a_rest;
    v_radius = a_place.z;
    v_kind = int(a_place.w);
    vec2 at = a_place.xy + v_at - u_half;
    gl_Position = vec4(at.x / u_half.x, -at.y / u_half.y, 0.0, 1.0);
}
