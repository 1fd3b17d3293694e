using System.Security.Cryptography.X509Certificates;
using Tapestry.Testing;

namespace Tapestry.Benchmarks.Load;

/// <summary>Settings and keys of a silo, in files as its operator has them.</summary>
/// <param name="folder">Where they go; the region's folder is <c>region</c> in it.</param>
/// <param name="authority">Issues the silo's certificate.</param>
/// <param name="database">Npgsql's connection string.</param>
internal sealed class SiloFiles(string folder, TestAuthority authority, string database)
{
    /// <summary>Writes them and returns the path of the settings.</summary>
    public async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        using var server = authority.Server();
        using var key = server.GetECDsaPrivateKey()!;
        await WriteAsync("silo.pem", server.ExportCertificatePem(), cancellationToken);
        await WriteAsync("silo.key", key.ExportPkcs8PrivateKeyPem(), cancellationToken);
        await WriteAsync("ca.pem", authority.Certificate.ExportCertificatePem(), cancellationToken);
        return await WriteAsync(
            "silo.yaml",
            $"""
            name: one
            listen: 127.0.0.1:0
            consortium: {LoadConsortium.Id}
            tls:
              certificate: silo.pem
              key: silo.key
              authority: ca.pem
            database:
              postgres: '{database}'
            folder: region
            """,
            cancellationToken);
    }

    private async Task<string> WriteAsync(string name, string content, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllTextAsync(path, content, cancellationToken);
        return path;
    }
}
