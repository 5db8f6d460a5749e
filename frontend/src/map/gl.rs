//! A thin hand on WebGL 2: programs, buffers and textures with the few calls that our shaders need.

use super::frame::Frame;
use super::mesh::{Chunk, Chunks};

use web_sys::{
    WebGl2RenderingContext as Gl, WebGlBuffer, WebGlFramebuffer, WebGlProgram, WebGlShader, WebGlTexture,
    WebGlUniformLocation, WebGlVertexArrayObject,
};

/// What every shader begins with.
const HEAD: &str = "#version 300 es\nprecision highp float;\nprecision highp int;\nprecision highp sampler2D;\nprecision highp usampler2D;\n";

/// A linked program and the places of its uniforms.
pub struct Program {
    program: WebGlProgram,
    uniforms: Vec<(String, WebGlUniformLocation)>,
}

/// How one attribute lies in a buffer.
#[derive(Clone, Copy, Debug)]
pub struct Attribute {
    /// Its name in the shader.
    pub name: &'static str,
    /// Number of components.
    pub size: i32,
    /// What the components are.
    pub kind: Kind,
    /// Offset in bytes.
    pub offset: i32,
}

/// Component types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 32-bit floats.
    Float,
    /// 32-bit unsigned integers.
    Word,
    /// 16-bit unsigned integers.
    Short,
}

/// A buffer with its attributes bound, ready to draw.
pub struct Mesh {
    array: WebGlVertexArrayObject,
    buffer: WebGlBuffer,
    indices: Option<WebGlBuffer>,
    some: Option<WebGlBuffer>,
    /// Indices, or instances.
    pub count: i32,
}

impl Program {
    /// Compiles and links; each stage is given as parts that are joined.
    ///
    /// # Errors
    /// The driver's own words when it refuses.
    pub fn link(gl: &Gl, vertex: &[&str], fragment: &[&str]) -> Result<Self, String> {
        let program = gl.create_program().ok_or("no program")?;
        for (kind, parts) in [(Gl::VERTEX_SHADER, vertex), (Gl::FRAGMENT_SHADER, fragment)] {
            let shader = compile(gl, kind, &format!("{HEAD}{}", parts.concat()))?;
            gl.attach_shader(&program, &shader);
            gl.delete_shader(Some(&shader));
        }
        gl.link_program(&program);
        if !gl.get_program_parameter(&program, Gl::LINK_STATUS).is_truthy() {
            return Err(gl.get_program_info_log(&program).unwrap_or_default());
        }
        let count =
            gl.get_program_parameter(&program, Gl::ACTIVE_UNIFORMS).as_f64().unwrap_or_default() as u32;
        let named = |index| {
            let name = gl.get_active_uniform(&program, index)?.name();
            let place = gl.get_uniform_location(&program, &name)?;
            Some((name, place))
        };
        let uniforms = (0..count).filter_map(named).collect();
        Ok(Self { program, uniforms })
    }

    fn place_of(&self, name: &str) -> Option<&WebGlUniformLocation> {
        self.uniforms.iter().find(|(known, _)| known == name).map(|(_, place)| place)
    }

    /// Makes it the current program.
    pub fn begin(&self, gl: &Gl) {
        gl.use_program(Some(&self.program));
    }

    /// Sets a float.
    pub fn float(&self, gl: &Gl, name: &str, value: f32) {
        gl.uniform1f(self.place_of(name), value);
    }

    /// Sets an integer, a flag or a texture unit.
    pub fn int(&self, gl: &Gl, name: &str, value: i32) {
        gl.uniform1i(self.place_of(name), value);
    }

    /// Sets a pair.
    pub fn pair(&self, gl: &Gl, name: &str, [x, y]: [f32; 2]) {
        gl.uniform2f(self.place_of(name), x, y);
    }

    /// Sets four numbers.
    pub fn four(&self, gl: &Gl, name: &str, [x, y, z, w]: [f32; 4]) {
        gl.uniform4f(self.place_of(name), x, y, z, w);
    }

    /// Sets a colour.
    pub fn colour(&self, gl: &Gl, name: &str, [red, green, blue]: [f32; 3]) {
        gl.uniform3f(self.place_of(name), red, green, blue);
    }

    /// Sets a 2 × 2 matrix, columns first.
    pub fn turn(&self, gl: &Gl, name: &str, matrix: &[f32; 4]) {
        gl.uniform_matrix2fv_with_f32_array(self.place_of(name), false, matrix);
    }

    /// Sets a 4 × 4 matrix, columns first.
    pub fn matrix(&self, gl: &Gl, name: &str, matrix: &[f32; 16]) {
        gl.uniform_matrix4fv_with_f32_array(self.place_of(name), false, matrix);
    }

    /// Lays out `bytes` for this program. With `instances`, attributes advance once per instance.
    pub fn mesh(
        &self,
        gl: &Gl,
        bytes: &[u8],
        stride: i32,
        attributes: &[Attribute],
        instances: bool,
    ) -> Option<Mesh> {
        let array = gl.create_vertex_array()?;
        let buffer = gl.create_buffer()?;
        gl.bind_vertex_array(Some(&array));
        gl.bind_buffer(Gl::ARRAY_BUFFER, Some(&buffer));
        gl.buffer_data_with_u8_array(Gl::ARRAY_BUFFER, bytes, Gl::STATIC_DRAW);
        for attribute in attributes {
            let place = gl.get_attrib_location(&self.program, attribute.name);
            let Ok(place) = u32::try_from(place) else { continue };
            let (size, offset) = (attribute.size, attribute.offset);
            gl.enable_vertex_attrib_array(place);
            match attribute.kind {
                Kind::Float => {
                    gl.vertex_attrib_pointer_with_i32(place, size, Gl::FLOAT, false, stride, offset)
                }
                Kind::Word => {
                    gl.vertex_attrib_i_pointer_with_i32(place, size, Gl::UNSIGNED_INT, stride, offset)
                }
                Kind::Short => {
                    gl.vertex_attrib_i_pointer_with_i32(place, size, Gl::UNSIGNED_SHORT, stride, offset)
                }
            }
            gl.vertex_attrib_divisor(place, u32::from(instances));
        }
        gl.bind_vertex_array(None);
        Some(Mesh { array, buffer, indices: None, some: None, count: bytes.len() as i32 / stride.max(1) })
    }

    /// Lays out the vertices and triangles of a chunk.
    pub fn chunk(&self, gl: &Gl, chunk: &Chunk, stride: i32, attributes: &[Attribute]) -> Option<Mesh> {
        let mut mesh = self.mesh(gl, &chunk.bytes, stride, attributes, false)?;
        let indices = gl.create_buffer()?;
        gl.bind_vertex_array(Some(&mesh.array));
        fill(gl, &indices, &chunk.indices);
        gl.bind_vertex_array(None);
        mesh.indices = Some(indices);
        mesh.count = chunk.indices.len() as i32;
        Some(mesh)
    }
}

impl Mesh {
    /// Draws the triangles of a chunk.
    pub fn triangles(&self, gl: &Gl) {
        gl.bind_vertex_array(Some(&self.array));
        gl.draw_elements_with_i32(Gl::TRIANGLES, self.count, Gl::UNSIGNED_INT, 0);
    }

    /// Draws these triangles instead of its own.
    pub fn some(&mut self, gl: &Gl, indices: &[u32]) {
        gl.bind_vertex_array(Some(&self.array));
        self.some = self.some.take().or_else(|| gl.create_buffer());
        if let Some(some) = &self.some {
            fill(gl, some, indices);
            gl.draw_elements_with_i32(Gl::TRIANGLES, indices.len() as i32, Gl::UNSIGNED_INT, 0);
        }
        // The array remembers which indices it was bound with.
        gl.bind_buffer(Gl::ELEMENT_ARRAY_BUFFER, self.indices.as_ref());
    }

    /// Draws a strip of four corners per instance.
    pub fn strips(&self, gl: &Gl) {
        gl.bind_vertex_array(Some(&self.array));
        gl.draw_arrays_instanced(Gl::TRIANGLE_STRIP, 0, 4, self.count);
    }

    /// Replaces its content.
    pub fn refill(&mut self, gl: &Gl, bytes: &[u8], stride: i32) {
        gl.bind_buffer(Gl::ARRAY_BUFFER, Some(&self.buffer));
        gl.buffer_data_with_u8_array(Gl::ARRAY_BUFFER, bytes, Gl::DYNAMIC_DRAW);
        self.count = bytes.len() as i32 / stride.max(1);
    }

    /// Gives its memory back.
    pub fn free(&self, gl: &Gl) {
        gl.delete_buffer(Some(&self.buffer));
        gl.delete_buffer(self.indices.as_ref());
        gl.delete_buffer(self.some.as_ref());
        gl.delete_vertex_array(Some(&self.array));
    }
}

/// A mesh and the chunk it was made of; of the chunk vertices are not kept, nor triangles that have no unit.
pub struct Stock {
    /// Origin, scale and bounds.
    pub chunk: Chunk,
    /// Vertices.
    pub mesh: Mesh,
}

/// Brings chunks to the card.
pub fn stock(
    gl: &Gl,
    program: &Program,
    chunks: Chunks,
    stride: i32,
    attributes: &[Attribute],
) -> Vec<Stock> {
    let stocked = |mut chunk: Chunk| {
        let mesh = program.chunk(gl, &chunk, stride, attributes)?;
        chunk.bytes = Vec::new();
        if chunk.ends.is_empty() {
            chunk.indices = Vec::new();
        }
        Some(Stock { chunk, mesh })
    };
    chunks.into_vec().into_iter().filter_map(stocked).collect()
}

/// Tells a program where a chunk lies in this frame, and draws its triangles.
pub fn draw(gl: &Gl, program: &Program, frame: &Frame, stock: &Stock) {
    place(gl, program, frame, &stock.chunk);
    stock.mesh.triangles(gl);
}

/// Tells a program where a chunk lies in this frame.
pub fn place(gl: &Gl, program: &Program, frame: &Frame, chunk: &Chunk) {
    program.matrix(gl, "u_matrix", &frame.matrix_of(chunk));
    program.float(gl, "u_pixels", frame.pixels_per_metre(chunk) as f32);
}

/// A texture that is drawn on.
pub struct Sheet {
    /// What was drawn.
    pub texture: WebGlTexture,
    framebuffer: WebGlFramebuffer,
}

impl Sheet {
    /// One without a size.
    pub fn new(gl: &Gl) -> Option<Self> {
        Some(Self { texture: table(gl)?, framebuffer: gl.create_framebuffer()? })
    }

    /// Makes it clear, so many device px wide and high.
    pub fn clear(&self, gl: &Gl, [width, height]: [i32; 2]) {
        bind(gl, 1, &self.texture);
        // Refused only without a context, and then nothing is drawn at all.
        let _refused = gl.tex_image_2d_with_i32_and_i32_and_i32_and_format_and_type_and_opt_u8_array(
            Gl::TEXTURE_2D,
            0,
            Gl::RGBA as i32,
            width,
            height,
            0,
            Gl::RGBA,
            Gl::UNSIGNED_BYTE,
            None,
        );
        let (to, texture) = (Gl::COLOR_ATTACHMENT0, Some(&self.texture));
        gl.framebuffer_texture_2d(Gl::FRAMEBUFFER, to, Gl::TEXTURE_2D, texture, 0);
    }

    /// Everything is drawn on it until [`Self::end`].
    pub fn begin(&self, gl: &Gl) {
        gl.bind_framebuffer(Gl::FRAMEBUFFER, Some(&self.framebuffer));
    }

    /// From now on the canvas is drawn on.
    pub fn end(&self, gl: &Gl) {
        gl.bind_framebuffer(Gl::FRAMEBUFFER, None);
    }
}

/// A texture that is read texel by texel.
pub fn table(gl: &Gl) -> Option<WebGlTexture> {
    texture(gl, Gl::NEAREST)
}

/// A texture that is read smoothly.
pub fn picture(gl: &Gl) -> Option<WebGlTexture> {
    texture(gl, Gl::LINEAR)
}

/// Binds a texture to a unit, away from unit 0 whose binding the map library remembers.
pub fn bind(gl: &Gl, unit: u32, texture: &WebGlTexture) {
    gl.active_texture(Gl::TEXTURE0 + unit);
    gl.bind_texture(Gl::TEXTURE_2D, Some(texture));
}

fn fill(gl: &Gl, buffer: &WebGlBuffer, indices: &[u32]) {
    let bytes: Vec<u8> = indices.iter().flat_map(|index| index.to_ne_bytes()).collect();
    gl.bind_buffer(Gl::ELEMENT_ARRAY_BUFFER, Some(buffer));
    gl.buffer_data_with_u8_array(Gl::ELEMENT_ARRAY_BUFFER, &bytes, Gl::STATIC_DRAW);
}

fn texture(gl: &Gl, filter: u32) -> Option<WebGlTexture> {
    let texture = gl.create_texture()?;
    gl.bind_texture(Gl::TEXTURE_2D, Some(&texture));
    for (name, value) in [
        (Gl::TEXTURE_MIN_FILTER, filter),
        (Gl::TEXTURE_MAG_FILTER, filter),
        (Gl::TEXTURE_WRAP_S, Gl::CLAMP_TO_EDGE),
        (Gl::TEXTURE_WRAP_T, Gl::CLAMP_TO_EDGE),
    ] {
        gl.tex_parameteri(Gl::TEXTURE_2D, name, value as i32);
    }
    Some(texture)
}

fn compile(gl: &Gl, kind: u32, source: &str) -> Result<WebGlShader, String> {
    let shader = gl.create_shader(kind).ok_or("no shader")?;
    gl.shader_source(&shader, source);
    gl.compile_shader(&shader);
    if gl.get_shader_parameter(&shader, Gl::COMPILE_STATUS).is_truthy() {
        return Ok(shader);
    }
    Err(gl.get_shader_info_log(&shader).unwrap_or_default())
}
