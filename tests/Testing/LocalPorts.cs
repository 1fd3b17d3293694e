using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Tapestry.Testing;

/// <summary>Ports below those that the system gives to outgoing connections, so that they stay free while a silo is down.</summary>
public static class LocalPorts
{
    private const int Lowest = 20_000;
    private const int End = 32_000;

    /// <summary>A port that nothing listens on.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(Lowest, End);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another.
            }
        }
    }
}
